import { assert, describe, it } from "@effect/vitest"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import { distance, nearestAccounts, nearestUsers } from "@entra-assets/core/plan/NearestCandidates"
import * as Schema from "effect/Schema"
import { account, accountId, entraId, range, user } from "../fixtures/People.ts"

const person = (n: number, displayName: string | null, mail: string | null, fields: Partial<EntraUser> = {}) =>
  user(n, { displayName, mail, userPrincipalName: `u${n}-xxxxxxxx@corp.example.com`, ...fields })

/** Who is near the address, as `number likeness`. */
const near = (address: string, users: ReadonlyArray<EntraUser>) =>
  nearestUsers(address, users).map(({ entraId, likeness }) => `${Number(entraId.slice(-12))} ${likeness}`)

describe("a user is near an address", () => {
  const likenesses: ReadonlyArray<readonly [string, string, EntraUser, string | null]> = [
    [
      "with its local part at another domain",
      "anna.meier@example.com",
      person(1, null, "anna.meier@old.example"),
      "same_local_part"
    ],
    [
      "with its local part in an alias",
      "anna@example.com",
      person(1, null, null, { aliases: ["Anna@old.example"] }),
      "same_local_part"
    ],
    [
      "with its local part in an other mail",
      "anna@x.io",
      person(1, null, null, { otherMails: ["anna@y.io"] }),
      "same_local_part"
    ],
    ["without its +tag", "anna.meier+jira@example.com", person(1, null, "anna.meier@example.com"), "same_local_part"],
    [
      "though a guest, by any address",
      "anna@x.io",
      person(1, null, null, { isGuest: true, aliases: ["anna@x.io"] }),
      "same_local_part"
    ],
    ["by first and last name", "anna.meier@example.com", person(1, "Anna Meier", null), "made_from_name"],
    ["by last and first name", "meier_anna@example.com", person(1, "Anna Meier", null), "made_from_name"],
    ["by a name with a comma", "anna.meier@example.com", person(1, "Meier, Anna", null), "made_from_name"],
    [
      "by first and last of three names",
      "anna.meier@example.com",
      person(1, "Anna Lena Meier", null),
      "made_from_name"
    ],
    ["by an initial and the last name", "ameier@example.com", person(1, "Anna Meier", null), "made_from_name"],
    ["by an accent more", "zoe.noel@example.com", person(1, "Zoë Noël", null), "made_from_name"],
    ["by an umlaut in two letters", "juergen.mueller@x.io", person(1, "Jürgen Müller", null), "made_from_name"],
    ["by an umlaut without its dots", "jurgen.muller@x.io", person(1, "Jürgen Müller", null), "made_from_name"],
    [
      "with a letter replaced",
      "anna.meier@example.com",
      person(1, null, "anna.meyer@example.com"),
      "similar_local_part"
    ],
    [
      "with two letters swapped",
      "anna.meier@example.com",
      person(1, null, "anna.mieer@example.com"),
      "similar_local_part"
    ],
    ["not by three letters", "anna.meier@example.com", person(1, null, "anna.mayarr@example.com"), null],
    ["not by a letter of three", "ann@example.com", person(1, null, "amn@example.com"), null],
    ["not by its domain", "anna.meier@example.com", person(1, "Tom Turing", "tom.turing@example.com"), null],
    ["not by half of the name", "anna@example.com", person(1, "Anna Meier", null), null],
    ["not by a single name", "anna@example.com", person(1, "Anna", null), null],
    ["not without addresses and name", "anna@example.com", person(1, null, null), null],
    ["not when it has no local part", "@example.com", person(1, "Anna Meier", "@example.com"), null]
  ]
  for (const [name, address, user, likeness] of likenesses) {
    it(name, () => assert.deepStrictEqual(near(address, [user]), likeness === null ? [] : [`1 ${likeness}`]))
  }

  it("the nearest first: local part, then name, then spelling; of equals, the same domain", () => {
    const users = [
      person(1, null, "anna.mieer@example.com"),
      person(2, null, "anna.meyer@example.com"),
      person(3, "Anna Meier", "am@example.com"),
      person(4, null, "anna.meier@old.example"),
      person(5, null, "anna.meier@example.com")
    ]
    for (const order of [users, users.toReversed()]) {
      assert.deepStrictEqual(near("anna.meier@example.com", order), [
        "5 same_local_part",
        "4 same_local_part",
        "3 made_from_name",
        "2 similar_local_part",
        "1 similar_local_part"
      ])
    }
  })

  it("at most five, whoever is read first", () => {
    const users = range(9).map((n) => person(n, "Anna Meier", `anna.meier@x${n}.example`))
    const five = range(5).map((n) => `${n} same_local_part`)
    assert.deepStrictEqual(near("anna.meier@example.com", users), five)
    assert.deepStrictEqual(near("anna.meier@example.com", users.toReversed()), five)
  })

  it("shows the address that is alike, or else one that they have", () => {
    const [byAddress] = nearestUsers("anna.meier@x.io", [person(1, null, "am@x.io", { aliases: ["Anna.Meier@y.io"] })])
    assert.strictEqual(byAddress?.address, "anna.meier@y.io")
    const [byName] = nearestUsers("anna.meier@x.io", [person(1, "Anna Meier", "am@x.io")])
    assert.deepStrictEqual(byName, {
      entraId: entraId(1),
      displayName: "Anna Meier",
      address: "am@x.io",
      likeness: "made_from_name"
    })
  })
})

it("accounts are near a user by the same measures", () => {
  const accounts = [
    account(1, { email: "tom@example.com" }),
    account(2, { email: null }),
    account(3, { email: "anna.meyer@example.com" }),
    account(4, { email: "ameier@gmail.example" }),
    account(5, { email: "anna.meier@gmail.example" })
  ]
  assert.deepStrictEqual(nearestAccounts(person(1, "Anna Meier", "anna.meier@example.com"), accounts), [
    { accountId: accountId(5), address: "anna.meier@gmail.example", likeness: "same_local_part" },
    { accountId: accountId(4), address: "ameier@gmail.example", likeness: "made_from_name" },
    { accountId: accountId(3), address: "anna.meyer@example.com", likeness: "similar_local_part" }
  ])
})

describe("distance", () => {
  /** The textbook's definition. */
  const levenshtein = (left: string, right: string): number => {
    if (left === "" || right === "") return left.length + right.length
    const [l, r] = [left.slice(1), right.slice(1)]
    if (left[0] === right[0]) return levenshtein(l, r)
    return 1 + Math.min(levenshtein(l, r), levenshtein(l, right), levenshtein(left, r))
  }
  const Word = Schema.Array(Schema.Literals(["a", "b", "c"])).check(Schema.isMaxLength(5))

  it.prop("is the least number of letters, or none above the limit", [Word, Word], ([left, right]) => {
    const [l, r] = [left.join(""), right.join("")]
    const least = levenshtein(l, r)
    for (const limit of [0, 1, 2, 3]) assert.strictEqual(distance(l, r, limit), least <= limit ? least : null)
  }, { arbitrary: { runs: 500 } })
})
