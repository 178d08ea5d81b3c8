import { assert, it } from "@effect/vitest"
import * as AuditChanges from "@entra-assets/forge-host/app/AuditChanges"

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
