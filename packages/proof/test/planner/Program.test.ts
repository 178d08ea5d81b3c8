/** The command: what it says of wrong flags. */
import { assert, it } from "@effect/vitest"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Program from "../../src/planner/Program.ts"

const complaintAbout = (...args: ReadonlyArray<string>) =>
  Effect.map(Effect.flip(Program.run(args)), ({ message }) => message)

it.effect("says in one line what is wrong with the flags", () =>
  Effect.gen(function*() {
    const known = "There are --cases, --seed, --case, each with a value."
    assert.strictEqual(yield* complaintAbout("--case", "0"), "--case 0: give a whole number of at least 1.")
    assert.strictEqual(yield* complaintAbout("--cases", "many"), "--cases many: give a whole number of at least 1.")
    assert.strictEqual(yield* complaintAbout("--sed", "1"), `Unknown option '--sed'. ${known}`)
    assert.strictEqual(yield* complaintAbout("everything"), `Unexpected argument 'everything'. ${known}`)
    assert.match(yield* complaintAbout("--seed"), /^Option '--seed <value>' argument missing\. There are [^\n]*$/)
  }))

it.effect("looks at one case, or at several from there", () =>
  Effect.gen(function*() {
    const lines: Array<string> = []
    const console: Console.Console = { ...globalThis.console, log: (line: string) => lines.push(line) }
    const run = (...args: ReadonlyArray<string>) => Effect.provideService(Program.run(args), Console.Console, console)
    yield* run("--seed", "x", "--case", "17")
    yield* run("--seed", "x", "--case", "17", "--cases", "3")
    assert.deepStrictEqual(lines.map((line) => line.slice(0, line.indexOf(" in "))), [
      "1 case of seed x",
      "3 cases of seed x"
    ])
  }))
