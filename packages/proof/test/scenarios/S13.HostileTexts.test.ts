/** Unescaped values in AQL, and a compare bug that rewrites every object on every run (a public employee-sync script). */
import { assert, describe } from "@effect/vitest"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import { entraId, reportsTo } from "../fixtures/Truths.ts"
import { changes, did, everybody, finds, joins, scenario } from "./Company.ts"

const texts = [
  "O'Brien \"the boss\"",
  "back\\slash \\\" quoted\\",
  "\" OR objectType = Employee OR Name = \"",
  "x\") OR (Name IS NOT EMPTY",
  "Name LIKE \"%\" AND NOT objectId IN (1, 2) ORDER BY Key",
  "currentUser() ${label} {{issue}} %00 \\u0000",
  "<b>&amp;</b> /* */ -- ;",
  "  spaces   inside and around  ",
  "tab\there, line\nbreak",
  "A\u030angstro\u0308m, decomposed",
  "İstanbul ﬁ ẞ ǆ",
  "\u202eright to left\u202c \u200b\u00a0",
  "👩‍👩‍👧‍👦 family of emojis",
  "= ; : ? . \" reserved",
  "=HYPERLINK(\"https://evil.example\")",
  "true",
  "0012",
  "null",
  "x".repeat(255),
  "y".repeat(254) + "👩",
  "z".repeat(400)
]

/** Everybody is called like one of the texts, and is told so everywhere; 1 leads them. */
const beginning = everybody(texts.length, (n) => {
  const text = texts[n - 1] ?? ""
  return { displayName: text, jobTitle: text, department: text, ...(n > 1 && reportsTo(1)) }
})

const sites: ReadonlyArray<readonly [string, Partial<AtlassianSwitches>]> = [
  ["as the site takes them", {}],
  ["a site that refuses characters in names", { reservedCharactersInNames: true }],
  ["a site whose booleans are no texts", { booleansAreText: false }],
  ["a site that compares without case", { uniqueIgnoresCase: true, nameIsUnique: false }]
]

describe("S13: hostile texts", () => {
  for (const [site, switches] of sites) {
    scenario(
      `${site}: everybody is right, and an unchanged day writes nothing`,
      { ...beginning, switches },
      Effect.fnUntraced(function*(company) {
        assert.lengthOf(company.objects(), texts.length)
        const told = yield* company.putsRight
        assert.deepStrictEqual(told.changes, [])
        const requests = Object.keys(told.run.requests)
        assert.deepStrictEqual(requests.filter((name) => /create|update/u.test(name)), [])

        yield* company.happens(...texts.map((text, index) => changes(index + 1, { jobTitle: `${text} II` })))
        yield* company.putsRight
        assert.lengthOf(company.objects(), texts.length)
      })
    )
  }

  scenario(
    "names of attributes, in queries as well",
    beginning,
    Effect.fnUntraced(function*(company) {
      for (
        const [attribute, to] of [
          ["Entra User ID", "\"Entra\" \\ User) OR (Name"],
          ["Atlassian Account ID", "Account = ID"],
          ["Manager", "Reports \"to\""]
        ] as const
      ) {
        yield* company.happens({ _tag: "RenameAttribute", attribute, to })
      }
      assert.deepStrictEqual((yield* company.putsRight).changes, [])

      // The answer to a create is lost, so the record is looked up.
      const { faults } = company.atlassian
      faults.add({
        match: { method: "POST", path: /\/object\/create$/u },
        times: "always",
        behave: Faults.disconnectAfterEffect
      })
      yield* company.happens(
        { _tag: "DeletePerson", id: entraId(3) },
        changes(4, { jobTitle: "\\" }),
        ...joins(texts.length + 1, { displayName: "\") OR (\"" })
      )
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), { created: 1, updated: 1, inactivated: 1 })
      faults.clear()
      assert.deepStrictEqual((yield* company.putsRight).changes, [])
      assert.lengthOf(company.objects(), texts.length + 1)
    })
  )

  scenario(
    "hostile addresses bind the people that they belong to, and nobody else",
    {
      people: beginning.people.map((person, index) => ({
        ...person,
        mail: `o'${index}"\\+=@x.io`,
        proxyAddresses: []
      })),
      accounts: beginning.accounts.map((account, index) => ({ ...account, emailAddress: `O'${index}"\\+=@X.IO ` }))
    },
    Effect.fnUntraced(function*(company) {
      assert.lengthOf(company.objects(), texts.length)
      const told = yield* company.putsRight
      assert.lengthOf(finds(told, "unmatched_account"), 0)
    })
  )
})
