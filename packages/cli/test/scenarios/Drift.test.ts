import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { DriftReport } from "../../src/scenarios/DriftReport.ts"
import { simulate } from "../fixtures/InProcess.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(DriftReport))

it.effect("rows whose records moved are left alone, the rest is written, and the next sync puts all right", () =>
  Effect.gen(function*() {
    const { stderr, stdout, succeeded } = yield* simulate("--scenario", "drift", "--people", "60", "--json")
    assert.deepStrictEqual([succeeded, stderr], [true, []])
    const { edits, later, next, preview, run } = decode(stdout[0])
    assert.strictEqual(preview.update, 8)
    assert.deepStrictEqual(edits.map(({ attribute, leftAlone }) => [attribute, leftAlone]), [
      ["Job Title", true],
      ["Job Title", true],
      ["Atlassian Account ID", true],
      // The plan does not touch it, so its row is written.
      ["Department", false]
    ])
    assert.deepInclude(run, { updated: 5, moved: 3, failed: 0 })
    assert.deepInclude(next.run, { updated: 4, failed: 0 })
    assert.strictEqual(later.writes, 0)
  }))

it.effect("the page shows each edit and its fate", () =>
  Effect.gen(function*() {
    const { stdout } = yield* simulate("--scenario", "drift", "--people", "60")
    const page = stdout.join("\n")
    assert.match(page, /left alone {2}Job Title: .* → On parental leave\n/u)
    assert.match(page, /written {5}Department: .* → Archive\n/u)
    assert.match(page, /\n {2}Run {7}5 updated; 3 left alone; 0 failed\n/u)
    assert.match(page, /changed {2}.*Job Title: On parental leave → Lead /u)
    assert.match(page, /\nAnother sync, with nothing changed\n\n {2}0 writes$/u)
  }))

it.effect("a company with too few records is refused", () =>
  Effect.gen(function*() {
    const { stderr, succeeded } = yield* simulate("--scenario", "drift", "--people", "1")
    assert.isFalse(succeeded)
    assert.deepStrictEqual(stderr, [
      "entra-assets: --scenario drift: give a larger company; too few people have a record."
    ])
  }))
