/**
 * What the guard says of a plan, and whether it is monotone: with the same records and limits, a plan that does every
 * harm of another one and more, or that comes from a less complete read, never passes where the other was stopped. The
 * allowance of objects is left out of this, as it counts no harm: whoever is not found any more needs no object.
 */
import { make } from "@entra-assets/core/plan/Guard"
import type { PlanItem } from "@entra-assets/core/plan/Plan"
import { blocks, type GuardRule, type Verdict } from "@entra-assets/core/plan/Verdict"
import type { World } from "@entra-assets/core/plan/World"
import type { Scene } from "./Scene.ts"

interface Planned {
  readonly scene: Scene
  readonly world: World
  readonly items: ReadonlyArray<PlanItem>
}

const verdictOf = ({ items, scene: { employees, guard }, world }: Planned): Verdict => {
  const tally = make(world, employees.length)
  for (const item of items) tally.add(item)
  return tally.verdict(guard.limits, guard)
}

/** Why the guard stops this plan. */
export const rulesBroken = (planned: Planned): ReadonlyArray<GuardRule> =>
  verdictOf(planned).stops.map(({ rule }) => rule)

const isStopped = (planned: Planned): boolean => {
  const verdict = verdictOf(planned)
  const stops = verdict.stops.filter(({ rule }) => rule !== "object_allowance")
  return blocks({ ...verdict, stops }, planned.scene.guard.limits)
}

/** Whoever becomes inactive, every value that is emptied, and every account for which nobody is found. */
const harms = ({ items }: Planned): ReadonlySet<string> =>
  new Set(items.flatMap((item) => {
    if (item._tag === "Finding") {
      const isUnmatched = ["unmatched_account", "hidden_email", "ambiguous_match"].includes(item.code)
      return isUnmatched ? [`nobody for ${item.accountIds.join()}`] : []
    }
    if (item._tag === "Unchanged" || item._tag === "Create") return []
    const blanks = item.changes.flatMap(({ after, field }) => after === null ? [`${field} of ${item.objectId}`] : [])
    return item._tag === "Inactivate" ? [`object ${item.objectId} inactive`, ...blanks] : blanks
  }))

/** The same plan with about half of its harm. */
const milder = ({ items, scene, world }: Planned): Planned => ({
  scene,
  world,
  items: items.flatMap((item, index): ReadonlyArray<PlanItem> => {
    const isKept = (scene.ranks[index % scene.ranks.length] ?? 0) % 2 === 0
    if (isKept || item._tag === "Unchanged" || item._tag === "Create") return [item]
    if (item._tag === "Finding") return []
    const changes = item.changes.filter(({ after }) => after !== null)
    return item._tag === "Inactivate" ? [{ ...item, _tag: "Update", changes }] : [{ ...item, changes }]
  })
})

/** Every second user is missing from Entra ID. */
const withFewerUsers = (scene: Scene): Scene => ({
  ...scene,
  users: scene.users.filter((_, index) => (scene.ranks[index % scene.ranks.length] ?? 0) % 2 === 0)
})

/** `plan` makes another plan, from a scene with the same records and limits. */
export const passesWhereLessWasStopped = (
  given: Planned,
  plan: (scene: Scene) => Planned
): ReadonlyArray<string> => {
  const passes = (lesser: Planned, greater: Planned) => {
    const more = harms(greater)
    return isStopped(lesser) && !isStopped(greater) && [...harms(lesser)].every((harm) => more.has(harm))
  }
  const fewer = plan(withFewerUsers(given.scene))
  const partial = plan({ ...withFewerUsers(given.scene), partial: ["users"] })
  return [
    ...(passes(milder(given), given) ? ["the plan passes, and with less harm it is stopped"] : []),
    ...(passes(given, fewer) ? ["the plan is stopped, and with fewer users it passes"] : []),
    ...(isStopped(given) && !isStopped(partial) ? ["the plan is stopped, and after a partial read it passes"] : [])
  ]
}
