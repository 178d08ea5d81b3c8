/**
 * The tree of each manager: the manager and everybody below, by position in a list. Counted in linear time and compact
 * arrays. People who report to each other in a circle all have the same tree.
 */

export interface ManagerTrees {
  /** The sum of `weights` over the tree of everybody. */
  readonly sum: (weights: Uint8Array) => Int32Array
  /** Whether somebody has reports. */
  readonly leads: (position: number) => boolean
  /** 1 for each member of the tree of `root`. */
  readonly members: (root: number) => Uint8Array
}

/** Stands for the manager of those who have none. */
export const nobody = -1

/** `managers` has for each position that of the manager, or `nobody`; who reports to themselves reports to nobody. */
export const make = (managers: Int32Array): ManagerTrees => {
  const size = managers.length
  const managerOf = (person: number): number => {
    const manager = managers[person] ?? nobody
    return manager === person ? nobody : manager
  }
  const reports = new Int32Array(size)
  const add = (counts: Int32Array, position: number, by: number): number =>
    counts[position] = (counts[position] ?? 0) + by

  for (let person = 0; person < size; person++) {
    if (managerOf(person) !== nobody) add(reports, managerOf(person), 1)
  }
  // From the bottom up: somebody follows when all of their reports have been. Nobody of a circle ever does.
  const upwards = new Int32Array(size)
  const waitsFor = reports.slice()
  let reached = 0
  for (let person = 0; person < size; person++) {
    if (waitsFor[person] === 0) upwards[reached++] = person
  }
  for (let next = 0; next < reached; next++) {
    const manager = managerOf(upwards[next] ?? nobody)
    if (manager !== nobody && add(waitsFor, manager, -1) === 0) upwards[reached++] = manager
  }
  const order = upwards.subarray(0, reached)
  const inCircle = (person: number): boolean => (waitsFor[person] ?? 0) > 0

  const circleOf = (person: number): ReadonlyArray<number> => {
    const circle = [person]
    for (let next = managerOf(person); next !== person; next = managerOf(next)) circle.push(next)
    return circle
  }

  const sum = (weights: Uint8Array): Int32Array => {
    const sums = Int32Array.from(weights)
    for (const person of order) {
      const manager = managerOf(person)
      if (manager !== nobody) add(sums, manager, sums[person] ?? 0)
    }
    const shared = new Uint8Array(size)
    for (let person = 0; person < size; person++) {
      if (!inCircle(person) || shared[person] === 1) continue
      const circle = circleOf(person)
      const whole = circle.reduce((total, member) => total + (sums[member] ?? 0), 0)
      for (const member of circle) {
        sums[member] = whole
        shared[member] = 1
      }
    }
    return sums
  }

  const members = (root: number): Uint8Array => {
    const tree = new Uint8Array(size)
    for (const member of inCircle(root) ? circleOf(root) : [root]) tree[member] = 1
    for (let next = reached - 1; next >= 0; next--) {
      const person = order[next] ?? root
      if (tree[managerOf(person)] === 1) tree[person] = 1
    }
    return tree
  }

  return { sum, leads: (position) => (reports[position] ?? 0) > 0, members }
}
