/** The command: what it prints, and what it says of wrong flags. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Program from "../../src/simulation/Program.ts"

/** What it prints, and how it ends. */
const run = (...args: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const lines: Array<string> = []
    const exit = yield* Effect.exit(Program.run(args)).pipe(
      Effect.provideService(Console.Console, {
        ...globalThis.console,
        log: (...values: ReadonlyArray<unknown>) => {
          lines.push(values.join(" "))
        }
      })
    )
    return { exit, text: lines.join("\n") }
  })

it.layer(NodeServices.layer)((it) => {
  it.effect("says how much it lived through, and what happened", () =>
    Effect.gen(function*() {
      const { exit, text } = yield* run("--from", "8", "--seeds", "1")
      assert.strictEqual(exit._tag, "Success", text)
      assert.match(text, /^1 seed from 8, each lived through twice, in /u)
      assert.match(text, /\d+ virtual days: \d+ slices, \d+ of them killed, \d+ requests, \d+ writes/u)
      assert.match(text, /^ {2}event +AddAccount \d+/mu)
    }))

  it.effect("plays a part of a history", () =>
    Effect.gen(function*() {
      const { exit, text } = yield* run("--from", "8", "--cut", `{"steps":[0,1],"faults":[],"smooth":[1]}`)
      assert.strictEqual(exit._tag, "Success", text)
      assert.notMatch(text, /fault/u)
    }))

  it.effect("says what is wrong with its arguments", () =>
    Effect.gen(function*() {
      const { exit } = yield* run("--cut", "steps")
      assert.include(String(exit), "--cut: give what a failure printed")
    }))
})
