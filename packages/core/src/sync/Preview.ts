/**
 * From what was read to a stored plan. It needs no `EmployeeWriter`, so it cannot write to Assets.
 */
import * as Effect from "effect/Effect"
import { finding } from "../model/Finding.ts"
import type { Settings } from "../model/Settings.ts"
import type { SourceError } from "../model/SourceError.ts"
import { coverage } from "../plan/Coverage.ts"
import * as Guard from "../plan/Guard.ts"
import * as People from "../plan/People.ts"
import { matched, plan, type PlanItem } from "../plan/Plan.ts"
import { type PlanHeader, sourceRead } from "../plan/PlanHeader.ts"
import type { Unmatched } from "../plan/Verdict.ts"
import type { World } from "../plan/World.ts"
import type { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import type { EntraDirectory } from "../ports/EntraDirectory.ts"
import { gather } from "./Evidence.ts"
import { type PlanError, PlanStore } from "./PlanStore.ts"
import type { RunError } from "./RunError.ts"
import { RunStore } from "./RunStore.ts"

export interface PlanOptions {
  readonly settings: Settings
  /** Which plan it is to be; a new one when left out. */
  readonly id?: string
  /** The unmatched accounts of the last successful run, for the guard; `null` without one. */
  readonly baseline: Unmatched | null
  /** Those of the items that one person's plan has; all of them when left out. */
  readonly only?: (items: Iterable<PlanItem>) => Iterable<PlanItem>
}

/** The items, and at the end a finding when the site would hold more objects than it may. */
function* withQuota(
  items: Iterable<PlanItem>,
  { objectAllowance }: Settings,
  objectsNow: number
): Generator<PlanItem> {
  let afterwards = objectsNow
  for (const item of items) {
    if (item._tag === "Create") afterwards++
    yield item
  }
  if (afterwards > objectAllowance) {
    yield finding(
      "quota",
      `The site would hold ${afterwards} Assets objects, and its allowance is ${objectAllowance}.`,
      {}
    )
  }
}

/** Makes and stores the plan that follows from `world`. Without a span: it would keep the world. */
export const planOf = Effect.fnUntraced(function*(
  world: World,
  { baseline, id, only, settings }: PlanOptions
): Effect.fn.Return<PlanHeader, SourceError | PlanError, EmployeeReader | PlanStore> {
  const store = yield* PlanStore
  const reader = yield* EmployeeReader
  const objectsNow = yield* reader.objectCount
  const guard = Guard.make(world, objectsNow)
  const found = matched(world)
  const items = plan(world, settings, found)
  return yield* store.save({
    ...(id !== undefined && { id }),
    scope: only === undefined ? "everybody" : "person",
    items: withQuota(Guard.watched(only === undefined ? items : only(items), guard), settings, objectsNow),
    settings,
    objectsNow,
    // A part of the plan says nothing about everybody.
    ...(only === undefined && { people: People.make(world), coverage: coverage(world, found.matching) }),
    guard: () => {
      const verdict = guard.verdict(settings.guard, { objectAllowance: settings.objectAllowance, baseline })
      return only === undefined ? verdict : { ...verdict, unmatched: null }
    },
    watermark: {
      graph: sourceRead(world.users),
      jira: sourceRead(world.accounts),
      assets: sourceRead(world.employees)
    }
  })
})

/** Reads the three sources in one go and stores the plan that follows. */
export const preview = Effect.fn("Preview.preview")(function*(
  settings: Settings
): Effect.fn.Return<
  PlanHeader,
  SourceError | PlanError | RunError,
  EntraDirectory | AtlassianAccounts | EmployeeReader | PlanStore | RunStore
> {
  const runs = yield* RunStore
  const success = yield* runs.lastSuccess
  return yield* planOf(yield* gather(), { settings, baseline: success?.unmatched ?? null })
})
