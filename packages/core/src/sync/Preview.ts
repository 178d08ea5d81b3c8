/**
 * Reads the three sources and stores the plan that follows. It needs no `EmployeeWriter`, so it cannot write to Assets.
 */
import * as Effect from "effect/Effect"
import { finding } from "../model/Finding.ts"
import type { Settings } from "../model/Settings.ts"
import type { Snapshot } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import { plan, type PlanItem } from "../plan/Plan.ts"
import type { PlanHeader, SourceRead } from "../plan/PlanHeader.ts"
import type { World } from "../plan/World.ts"
import type { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import type { EntraDirectory } from "../ports/EntraDirectory.ts"
import { gather } from "./Evidence.ts"
import { type PlanError, PlanStore } from "./PlanStore.ts"

const sourceRead = (snapshot: Snapshot<unknown>): SourceRead => ({
  readStartedAt: snapshot.readStartedAt,
  count: snapshot.values.length,
  complete: snapshot._tag === "Complete",
  ...(snapshot._tag === "Partial" && { reason: snapshot.reason })
})

/** The plan's items, and at the end a finding when the site would hold more objects than it may. */
function* withQuota(world: World, settings: Settings, objectsNow: number): Generator<PlanItem> {
  let afterwards = objectsNow
  for (const item of plan(world, settings)) {
    if (item._tag === "Create") afterwards++
    yield item
  }
  if (afterwards > settings.objectAllowance) {
    yield finding(
      "quota",
      `The site would hold ${afterwards} Assets objects, and its allowance is ${settings.objectAllowance}.`,
      {}
    )
  }
}

export const preview = Effect.fn("Preview.preview")(function*(
  settings: Settings
): Effect.fn.Return<
  PlanHeader,
  SourceError | PlanError,
  EntraDirectory | AtlassianAccounts | EmployeeReader | PlanStore
> {
  const store = yield* PlanStore
  const reader = yield* EmployeeReader
  const world = yield* gather()
  const objectsNow = yield* reader.objectCount
  return yield* store.save({
    items: withQuota(world, settings, objectsNow),
    settings,
    objectsNow,
    watermark: {
      graph: sourceRead(world.users),
      jira: sourceRead(world.accounts),
      assets: sourceRead(world.employees)
    }
  })
})
