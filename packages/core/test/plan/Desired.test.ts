import { assert, describe, it } from "@effect/vitest"
import { isActive, personFields, shorten } from "@entra-assets/core/plan/Desired"
import { entraId, record, user, without } from "../fixtures/People.ts"

const limit = 255
const grin = "\u{1f600}"

describe("shorten", () => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ["a text at the limit stays", "a".repeat(255), "a".repeat(255)],
    ["one character more goes", "a".repeat(256), "a".repeat(255)],
    ["no surrogate pair is cut in half", "a".repeat(254) + grin, "a".repeat(254)],
    ["a surrogate pair that fits stays", "a".repeat(253) + grin + "b", "a".repeat(253) + grin],
    ["emoji only", grin.repeat(128), grin.repeat(127)],
    ["no space is left at the end", "a".repeat(254) + " b", "a".repeat(254)]
  ]
  for (const [name, before, after] of cases) it(name, () => assert.strictEqual(shorten(before, limit), after))
})

describe("scalars", () => {
  const current = record(1)
  const scalars = [
    ["displayName", "fullName"],
    ["mail", "email"],
    ["userPrincipalName", "userPrincipalName"],
    ["jobTitle", "jobTitle"],
    ["department", "department"]
  ] as const
  for (const [wire, field] of scalars) {
    it(`${wire}: absent keeps, null or blank clears, a value is trimmed`, () => {
      const of = (given: ReturnType<typeof user>) => personFields(given, current, limit).fields[field]
      assert.strictEqual(of(without(user(1), wire)), current[field])
      assert.isNull(of(user(1, { [wire]: null })))
      assert.isNull(of(user(1, { [wire]: " " })))
      assert.strictEqual(of(user(1, { [wire]: "  new " })), "new")
    })
  }

  it("absent ones of somebody without a record are empty", () => {
    assert.isNull(personFields(without(user(1), "jobTitle"), null, limit).fields.jobTitle)
  })

  it("each value over the limit is cut and named, in one finding", () => {
    const { fields, findings } = personFields(
      user(1, { displayName: "n".repeat(300), jobTitle: "t".repeat(256), department: "d".repeat(255) }),
      current,
      limit
    )
    assert.deepStrictEqual([fields.name.length, fields.fullName?.length, fields.jobTitle?.length], [255, 255, 255])
    assert.deepStrictEqual(findings.map(({ code, entraIds }) => [code, entraIds]), [["truncated_value", [entraId(1)]]])
    assert.match(findings[0]?.detail ?? "", /Full Name, Job Title/u)
    assert.notMatch(findings[0]?.detail ?? "", /Department/u)
  })
})

describe("Name", () => {
  it("is the Full Name, else the userPrincipalName, else what it was, else the Entra id", () => {
    const name = (fields: Parameters<typeof user>[1], current = record(1, { name: "Old" })) =>
      personFields(user(1, fields), current, limit).fields.name
    assert.strictEqual(name({}), "Person 1")
    assert.strictEqual(name({ displayName: null }), "p1@corp.example.com")
    assert.strictEqual(name({ displayName: " ", userPrincipalName: null }), "Old")
    const nameless = user(1, { displayName: null, userPrincipalName: null })
    assert.strictEqual(personFields(nameless, null, limit).fields.name, entraId(1))
  })
})

describe("isActive", () => {
  const cases: ReadonlyArray<
    readonly [enabled: boolean | null, accountSeen: boolean, now: boolean | null, active: boolean | null]
  > = [
    [true, true, false, true],
    [false, true, true, false],
    // Half known: "disabled" decides alone, "enabled" does not.
    [false, false, true, false],
    [true, false, false, null],
    [null, true, true, true],
    [null, true, false, false],
    [null, true, null, null],
    [null, false, true, null]
  ]
  for (const [enabled, accountSeen, now, active] of cases) {
    it(`accountEnabled ${enabled}, account seen ${accountSeen}, record ${now}: ${active}`, () => {
      const current = record(1, { active: now })
      assert.strictEqual(isActive(user(1, { accountEnabled: enabled }), accountSeen, current), active)
      if (enabled === null) {
        assert.strictEqual(isActive(without(user(1), "accountEnabled"), accountSeen, current), active)
      }
    })
  }
})
