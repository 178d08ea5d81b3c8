/**
 * Who has to be written before whom. Each person has at most one manager, so the people form trees, and here and
 * there a cycle: a few who report to each other.
 */
import type { EntraId } from "../model/Ids.ts"

export interface ManagerOrder {
  /** How many managers above this person must be written first; 0 when none. */
  readonly level: (id: EntraId) => number
  /** The one person of each cycle whose link is written last, after everybody exists. */
  readonly deferred: ReadonlySet<EntraId>
  readonly cycles: ReadonlyArray<ReadonlyArray<EntraId>>
}

/** Stands for the level of somebody on the path that is being walked. */
const walked = -1

/** `managerOf` names only people who are themselves keys of it, or nobody. */
export const order = (managerOf: ReadonlyMap<EntraId, EntraId | null>): ManagerOrder => {
  const levels = new Map<EntraId, number>()
  const deferred = new Set<EntraId>()
  const cycles: Array<ReadonlyArray<EntraId>> = []

  for (const start of managerOf.keys()) {
    const path: Array<EntraId> = []
    let person: EntraId | null = start
    while (person !== null && !levels.has(person)) {
      path.push(person)
      levels.set(person, walked)
      person = managerOf.get(person) ?? null
    }
    if (person !== null && levels.get(person) === walked) {
      const cycle = path.slice(path.indexOf(person))
      cycles.push(cycle)
      deferred.add(cycle.reduce((least, id) => id < least ? id : least))
    }
    // From the top down: a deferred person waits for nobody.
    const waiting = path.reverse()
    const first = waiting.findIndex((id) => deferred.has(id))
    const ordered = first <= 0 ? waiting : [...waiting.slice(first), ...waiting.slice(0, first)]
    for (const id of ordered) {
      const manager = managerOf.get(id) ?? null
      levels.set(id, manager === null || deferred.has(id) ? 0 : (levels.get(manager) ?? walked) + 1)
    }
  }
  return { level: (id) => levels.get(id) ?? 0, deferred, cycles }
}
