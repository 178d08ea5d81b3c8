import { assert, it } from "@effect/vitest"
import { AssetsError, type AssetsReason } from "@entra-assets/core/assets/AssetsError"
import type { Inspection } from "@entra-assets/core/assets/DirectorySchema"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as SetupCallers from "@entra-assets/forge-host/app/SetupCallers"
import type { AssetsCaller } from "@entra-assets/forge-host/AssetsCaller"

const ada = AccountId.make("712020:ada")
const [app, impersonated, present] = [
  { _tag: "App" },
  { _tag: "Impersonated", accountId: ada },
  { _tag: "PresentUser" }
] as const

const seen = (caller: AssetsCaller, inspection: Inspection): SetupCallers.Look => ({ _tag: "Seen", caller, inspection })
const unseen = (caller: AssetsCaller): SetupCallers.Look => ({
  _tag: "Unseen",
  caller,
  error: new AssetsError({ operation: "list object schemas", reason: { _tag: "Forbidden" } })
})
const looked = (schemaId: string, canManage: boolean | null = true) => ({ workspaceId: "w", schemaId, canManage })
const nothing: Inspection = { _tag: "Nothing", workspaceId: "w" }
const adoptable = (canManage: boolean | null): Inspection => ({
  _tag: "Adoptable",
  ...looked("1", canManage),
  objectTypeId: "2",
  entraUserId: null,
  missing: []
})
const ours: Inspection = { _tag: "Ours", ...looked("9"), objectTypeId: "2", entraUserId: null }

const best = (...looks: ReadonlyArray<SetupCallers.Look>) =>
  SetupCallers.candidates(looks).map(({ caller }) => caller._tag)

it("whoever may look is a candidate, in the order of trying", () => {
  assert.deepStrictEqual(best(unseen(app), unseen(impersonated)), [])
  assert.deepStrictEqual(best(unseen(app), seen(impersonated, nothing), seen(present, nothing)), [
    "Impersonated",
    "PresentUser"
  ])
})

it("who sees less than others is none", () => {
  assert.deepStrictEqual(best(seen(app, nothing), seen(impersonated, adoptable(true))), ["Impersonated"])
  assert.deepStrictEqual(best(seen(app, adoptable(true)), seen(impersonated, ours)), ["Impersonated"])
})

it("who may not change the schema comes last; who is not told of keeps their place", () => {
  assert.deepStrictEqual(
    best(seen(app, adoptable(false)), seen(impersonated, adoptable(null)), seen(present, adoptable(true))),
    ["Impersonated", "PresentUser", "App"]
  )
})

it.each<readonly [AssetsReason, SetupCallers.Refusal["missing"], boolean]>([
  [{ _tag: "MissingScope", scope: "read:cmdb-schema:jira" }, "scope", true],
  [{ _tag: "Forbidden" }, "role", true],
  [{ _tag: "Unauthorized" }, "access", true],
  [{ _tag: "NoWorkspace" }, "plan", true],
  [{ _tag: "Throttled" }, "time", false],
  [{ _tag: "Unavailable", status: 503 }, "time", false],
  [{ _tag: "InvalidResponse" }, "answer", false]
])("$0._tag", (reason, missing, isRefusal) => {
  const error = new AssetsError({ operation: "list object schemas", reason })
  for (const caller of [app, impersonated, present]) {
    const refusal = SetupCallers.refusalOf(caller, error)
    assert.strictEqual(refusal.missing, missing)
    assert.match(refusal.message, /\.$/u)
    assert.match(refusal.nextStep, /\.$/u)
  }
  assert.strictEqual(SetupCallers.isRefusal(error), isRefusal)
})
