import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { KillReport } from "../../src/killing/KillReport.ts"
import * as Folder from "../fixtures/Folder.ts"
import { simulate } from "../fixtures/InProcess.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(KillReport))

const kill = Effect.fnUntraced(function*(...flags: ReadonlyArray<string>) {
  const { stderr, stdout, succeeded } = yield* simulate("--kill-every", "1", "--json", ...flags)
  assert.deepStrictEqual(stderr, [])
  assert.isTrue(succeeded)
  return decode(stdout.at(-1))
})

it.effect("a run that is killed every second ends like an undisturbed one, and no slice was in vain", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    const report = yield* kill("--people", "600", "--dump", folder.join("out.jsonl"))
    assert.isAbove(report.kills, 2)
    assert.strictEqual(report.kills, report.slices.length - 1)
    assert.isTrue(report.slices.every(({ kept }) => kept))
    assert.strictEqual(report.run.created, report.preview.create)
    assert.strictEqual(report.employees, report.preview.create)
    assert.strictEqual(report.twice, 0)
    assert.deepStrictEqual(report.undisturbed, { employees: report.employees, different: 0 })
    assert.lengthOf(folder.read("out.jsonl").trimEnd().split("\n"), report.employees)
  }))

it.effect("the same seed is killed in the same places", () =>
  Effect.gen(function*() {
    const slices = (seed: string) => Effect.map(kill("--people", "120", "--seed", seed), (report) => report.slices)
    const [first, again] = yield* Effect.all([slices("spring"), slices("spring")])
    assert.deepStrictEqual(first, again)
  }))

it.effect("keeps to the published limits, in simulated time", () =>
  Effect.gen(function*() {
    const report = yield* kill("--people", "150", "--limits", "published")
    assert.strictEqual(report.run.created, report.preview.create)
  }))
