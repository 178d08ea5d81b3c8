/** Makes a failing history shorter: leaves out whatever it fails without, for as long as there is time. */
import * as Cut from "./Cut.ts"
import type { PromiseName } from "./Promises.ts"
import type { Script } from "./Script.ts"

export interface Options {
  readonly script: Script
  /** Whether this script breaks the same promise; the promise that any other one breaks does not count. */
  readonly breaks: (script: Script) => PromiseName | null
  readonly promise: PromiseName
  /** Whether there is time for another attempt. */
  readonly mayGoOn: () => boolean
}

export const shrink = ({ breaks, mayGoOn, promise, script }: Options): Cut.Cut => {
  let cut: Cut.Cut = {}
  /** Takes the shorter one when it fails as well. */
  const attempt = (shorter: Cut.Cut): boolean => {
    if (!mayGoOn() || breaks(Cut.apply(script, shorter)) !== promise) return false
    cut = shorter
    return true
  }

  const numbers = script.steps.map((_, number) => number)
  const lucky = numbers.filter((number) => {
    const step = script.steps[number]
    return step !== undefined && Cut.hasLuck(step)
  })
  attempt({ ...cut, plain: true })
  if (!attempt({ ...cut, faults: [] })) {
    fewer(Cut.faultsOf(script), (faults) => attempt({ ...cut, faults }))
  }
  if (!attempt({ ...cut, smooth: lucky })) {
    fewer(lucky, (unlucky) => attempt({ ...cut, smooth: lucky.filter((number) => !unlucky.includes(number)) }))
  }
  fewer(numbers, (steps) => attempt({ ...cut, steps }))
  const { smooth = [], steps = numbers } = cut
  return { ...cut, smooth: smooth.filter((number) => steps.includes(number)) }
}

/** Leaves out ever smaller parts of a list, as long as the rest does. */
const fewer = <A>(items: ReadonlyArray<A>, does: (items: ReadonlyArray<A>) => boolean): void => {
  let left = items
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length;) {
      const rest = left.toSpliced(from, size)
      if (does(rest)) left = rest
      else from += size
    }
  }
}
