/** What is left of a failing history: whatever it fails without goes, and nothing else. */
import { assert, it } from "@effect/vitest"
import * as Cut from "../../src/simulation/Cut.ts"
import type { Script, Step } from "../../src/simulation/Script.ts"
import { draw } from "../../src/simulation/ScriptDraw.ts"
import { shrink } from "../../src/simulation/Shrink.ts"

const script = draw(4)

const isCancel = (step: Step) => step._tag === "Cancel" || step._tag === "ClockJumps"

it("leaves the steps, the faults and the bad luck that a failure needs", () => {
  const [fault] = Cut.faultsOf(script)
  assert.isDefined(fault)
  const breaks = (shorter: Script) =>
    Cut.faultsOf(shorter).includes(fault ?? "") && shorter.steps.some(({ _tag }) => _tag === "Schedules") ? 20 : null
  const cut = shrink({ script, promise: 20, breaks, mayGoOn: () => true })
  const left = Cut.apply(script, cut)
  assert.deepStrictEqual(Cut.faultsOf(left), [fault])
  assert.deepStrictEqual(left.steps.map(({ _tag }) => _tag), ["Schedules"])
  assert.strictEqual(breaks(left), 20)
})

it("a shorter history that breaks another promise is another history", () => {
  const breaks = (shorter: Script) => shorter.steps.some(isCancel) ? 20 : 5
  const cut = shrink({ script, promise: 20, breaks, mayGoOn: () => true })
  assert.strictEqual(Cut.apply(script, cut).steps.filter(isCancel).length, 1)
})

it("without time everything stays", () => {
  const cut = shrink({ script, promise: 20, breaks: () => 20, mayGoOn: () => false })
  assert.deepStrictEqual(Cut.apply(script, cut), script)
})

it("a cut is told in one line and read again", () => {
  const cut: Cut.Cut = { steps: [0, 1], smooth: [1], faults: [], plain: true }
  const left = Cut.apply(script, cut)
  assert.strictEqual(left.steps.length, 2)
  assert.deepStrictEqual(Cut.faultsOf(left), [])
  assert.deepStrictEqual(left.steps.flatMap((step) => "drive" in step ? step.drive.fates : []), [])
})
