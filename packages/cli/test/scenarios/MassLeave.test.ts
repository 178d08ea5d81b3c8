import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { MassLeaveReport } from "../../src/scenarios/MassLeaveReport.ts"
import { simulate } from "../fixtures/InProcess.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(MassLeaveReport))

it.effect("the guard stops the run before its first write, and an approval lets exactly its plan go on", () =>
  Effect.gen(function*() {
    const { stderr, stdout, succeeded } = yield* simulate("--scenario", "mass-leave", "--people", "120", "--json")
    assert.deepStrictEqual([succeeded, stderr], [true, []])
    const { approved, blocked, later, left } = decode(stdout[0])
    assert.strictEqual(left.department, "Operations")
    assert.isAbove(left.deleted, 0)
    assert.isAbove(left.disabled, 0)
    assert.strictEqual(blocked.writes, 0)
    assert.includeMembers(blocked.stops.map(({ rule }) => rule), ["inactivations", "department"])
    for (const { count, detail, examples, limit, nextStep } of blocked.stops) {
      assert.isAbove(count, limit)
      assert.include(detail, String(count))
      assert.lengthOf(examples.entraIds, 3)
      assert.match(nextStep, /\.$/u)
    }
    assert.strictEqual(approved.run.inactivated, blocked.preview.inactivate)
    assert.strictEqual(approved.run.failed, 0)
    assert.strictEqual(later.writes, 0)
  }))

it.effect("the page says which rules stopped it, with figures, examples and what to do", () =>
  Effect.gen(function*() {
    const { stdout } = yield* simulate("--scenario", "mass-leave", "--people", "120")
    const page = stdout.join("\n")
    assert.match(page, /\n {2}Run {7}blocked; 0 writes\n/u)
    assert.match(page, /\n {2}inactivations {2,}\d+ people would become inactive, with \d+ active records/u)
    assert.match(page, /\n {2}department {2,}\d+ of the \d+ active people in one department/u)
    assert.match(page, /Such as \S.* \([0-9a-f-]{36}\)\n/u)
    assert.match(page, /Check that this department was closed;/u)
    assert.match(page, /\nThe same run, approved\n\n {2}Run .* inactivated; 0 failed\n/u)
    assert.match(page, /\nAnother sync, with nothing changed\n\n {2}0 writes$/u)
  }))

it.effect("a company that is too small for it is refused", () =>
  Effect.gen(function*() {
    const { stderr, succeeded } = yield* simulate("--scenario", "mass-leave", "--people", "49")
    assert.isFalse(succeeded)
    assert.deepStrictEqual(stderr, [
      "entra-assets: --scenario mass-leave: give a company of at least 50 people."
    ])
  }))
