import { assert, it } from "@effect/vitest"
import type { ProgressEvent } from "@entra-assets/core/sync/Progress"
import * as Effect from "effect/Effect"
import { line, withBars } from "../src/Bars.ts"

const event = (part: Partial<ProgressEvent>): ProgressEvent => ({
  phase: "apply",
  done: 0,
  total: null,
  rate: 0,
  remainingMillis: null,
  finished: false,
  ...part
})

it("a line says how far a phase is, how fast, and how long it will take", () => {
  assert.strictEqual(
    line(event({ done: 1500, total: 3000, rate: 412.4, remainingMillis: 3637 })),
    "  Writing             █████████░░░░░░░░░  1,500 of 3,000  412/s, 4 s left"
  )
})

it("the bar stays empty while nobody knows the total", () => {
  assert.strictEqual(
    line(event({ phase: "users", done: 1998, rate: 999 })),
    "  Entra users         ░░░░░░░░░░░░░░░░░░  1,998  999/s"
  )
})

it("is full only at the end", () => {
  assert.include(line(event({ done: 2999, total: 3000 })), `${"█".repeat(17)}░  2,999 of 3,000`)
  assert.strictEqual(
    line(event({ phase: "accounts", done: 2999, rate: 10, finished: true })),
    `  Atlassian accounts  ${"█".repeat(18)}  2,999`
  )
})

it("fits into 80 columns, also for a large company", () => {
  const widest = event({ phase: "absences", done: 50_000, total: 100_000, rate: 1_000, remainingMillis: 100_000 })
  assert.isAtMost(line(widest).length, 80)
})

it.effect("without a terminal the effect runs as it is", () =>
  Effect.gen(function*() {
    assert.strictEqual(yield* withBars("Sync", Effect.succeed(1)), 1)
  }))
