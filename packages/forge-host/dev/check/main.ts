/**
 * `npm run check:forge`: lives through one sync of a company in the Forge simulator, once undisturbed and once with its
 * invocations killed, and compares what is left. `--people N` employees (2,000), `--kills K` (5), `--seed S` (1).
 */
import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import * as Company from "./Company.ts"
import * as History from "./History.ts"
import * as Report from "./Report.ts"

const { values } = parseArgs({
  options: { people: { type: "string" }, kills: { type: "string" }, seed: { type: "string" } }
})

const wholeNumber = (name: keyof typeof values, byDefault: number): number => {
  const text = values[name] ?? String(byDefault)
  if (/^\d{1,6}$/u.test(text)) return Number(text)
  process.stderr.write(`check:forge: --${name} ${text}: give a whole number.\n`)
  return process.exit(2)
}

const print = (lines: ReadonlyArray<string>) => Effect.sync(() => process.stdout.write(`${lines.join("\n")}\n`))

const check = Effect.gen(function*() {
  const employees = wholeNumber("people", 2000)
  const kills = wholeNumber("kills", 5)
  const seed = wholeNumber("seed", 1)
  const startedAt = performance.now()
  const organisation = yield* Company.ofEmployees(employees, seed)
  const options = { organisation, seed, objectAllowance: Math.max(100_000, 2 * employees) }
  const undisturbed = yield* History.live({ ...options, kills: 0 })
  yield* print(Report.lines("Undisturbed", undisturbed))
  const killed = yield* History.live({ ...options, kills })
  yield* print(Report.lines(`With ${kills} kills`, killed))
  const faults = Report.faults(killed, undisturbed, { employees, kills })
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  yield* print(faults.length === 0 ? [`All is as it should be (${seconds} s).`] : faults)
  return faults.length === 0 ? 0 : 1
})

process.exitCode = await Effect.runPromise(check)
