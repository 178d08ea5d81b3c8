import { assert, it } from "@effect/vitest"
import * as AuditChanges from "@entra-assets/forge-host/app/AuditChanges"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

it("only what differs, by the path of the setting", () => {
  assert.deepStrictEqual(
    AuditChanges.between(
      { guard: { enabled: true, group: { size: 5, percent: 50 } }, textLimit: 255 },
      { guard: { enabled: false, group: { size: 5, percent: 60 } }, textLimit: 255 }
    ),
    [
      { field: "guard.enabled", before: "true", after: "false" },
      { field: "guard.group.percent", before: "50", after: "60" }
    ]
  )
})

it("what has no value is null, before and after", () => {
  assert.deepStrictEqual(
    AuditChanges.between({ cloud: "global", secretExpiresOn: null }, {
      cloud: "global",
      secretExpiresOn: "2027-03-31"
    }),
    [{ field: "secretExpiresOn", before: null, after: "2027-03-31" }]
  )
  assert.deepStrictEqual(AuditChanges.between(null, { tenantId: "contoso.com" }), [
    { field: "tenantId", before: null, after: "contoso.com" }
  ])
  assert.deepStrictEqual(AuditChanges.between({ tenantId: "contoso.com" }, null), [
    { field: "tenantId", before: "contoso.com", after: null }
  ])
})

it("nothing when nothing differs", () => {
  assert.deepStrictEqual(AuditChanges.between({ plans: 7 }, { plans: 7 }), [])
})

/** Groups of settings as they are stored: a name has no dot, and a setting keeps its type. */
const Settings = Schema.Struct({
  guard: Schema.Struct({
    enabled: Schema.Boolean,
    group: Schema.Struct({ size: Schema.Int, percent: Schema.Literals([10, 50]) })
  }),
  cloud: Schema.Literals(["global", "usGov"]),
  secretExpiresOn: Schema.NullOr(Schema.Literals(["2027-03-31", "2028-03-31"])),
  textLimit: Schema.Int
})
type Settings = typeof Settings.Type

const valuesOf = (
  { cloud, guard, secretExpiresOn, textLimit }: Settings
): ReadonlyArray<readonly [string, string | number | boolean | null]> => [
  ["guard.enabled", guard.enabled],
  ["guard.group.size", guard.group.size],
  ["guard.group.percent", guard.group.percent],
  ["cloud", cloud],
  ["secretExpiresOn", secretExpiresOn],
  ["textLimit", textLimit]
]

const settings = Arbitrary.schema(Settings)

it.prop(
  "every setting that differs is named once, with both its values; no other is",
  [settings, settings],
  ([a, b]) => {
    const later = new Map(valuesOf(b))
    const text = (value: string | number | boolean | null | undefined) => value === null ? null : String(value)
    const expected = valuesOf(a).flatMap(([field, before]) => {
      const after = later.get(field)
      return before === after ? [] : [{ field, before: text(before), after: text(after) }]
    })
    assert.sameDeepMembers([...AuditChanges.between(a, b)], expected)
  }
)

it.prop("equal settings give no change, whatever they are", [
  Arbitrary.schema(Schema.Record(Schema.String, Schema.Json))
], (
  [any]
) => {
  assert.deepStrictEqual(AuditChanges.between(any, structuredClone(any)), [])
})
