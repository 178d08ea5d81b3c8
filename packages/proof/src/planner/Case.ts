/** A scene with what the planner makes of it and what Assets says once that is applied: what properties look at. */
import type { Employee } from "@entra-assets/core/model/Employee"
import type { Finding } from "@entra-assets/core/model/Finding"
import type { Change, Entry } from "@entra-assets/core/plan/Entry"
import { plan, type PlanItem } from "@entra-assets/core/plan/Plan"
import type { GuardRule } from "@entra-assets/core/plan/Verdict"
import type { World } from "@entra-assets/core/plan/World"
import { enact } from "./Enact.ts"
import { rulesBroken } from "./Guarding.ts"
import { type Scene, settings, worldOf } from "./Scene.ts"

export interface Case {
  readonly scene: Scene
  readonly world: World
  readonly items: ReadonlyArray<PlanItem>
  readonly entries: ReadonlyArray<Entry>
  readonly findings: ReadonlyArray<Finding>
  /** The records once the plan is applied. */
  readonly after: ReadonlyArray<Employee>
  /** Why the guard stops the plan. */
  readonly rulesBroken: ReadonlyArray<GuardRule>
}

export const caseOf = (scene: Scene): Case => {
  const world = worldOf(scene)
  const items = Array.from(plan(world, settings))
  const entries = items.flatMap((item) => item._tag === "Finding" || item._tag === "Unchanged" ? [] : [item])
  return {
    scene,
    world,
    items,
    entries,
    findings: items.flatMap((item) => item._tag === "Finding" ? [item] : []),
    after: enact(scene.employees, entries, scene.assetsTidies),
    rulesBroken: rulesBroken({ scene, world, items })
  }
}

/** What an entry changes in a record that stands; nothing for a new one. */
export const changesOf = (entry: Entry): ReadonlyArray<Change> => entry._tag === "Create" ? [] : entry.changes
