import { assert, describe, it } from "@effect/vitest"
import * as Lease from "@entra-assets/core/model/Lease"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const working: Lease.Lease = { fence: 7, owner: "run-1", holder: "slice-1", expiresAt: 1000 }
const kept: Lease.LeaseRecord = { ...working, holder: null }
const freed: Lease.LeaseRecord = { ...kept, expiresAt: 0 }

const claim = (mode: "start" | "resume", owner: string): Lease.Claim => ({ owner, holder: "new", millis: 120, mode })

describe("acquire", () => {
  const cases: ReadonlyArray<
    readonly [string, Lease.LeaseRecord | null, "start" | "resume", owner: string, now: number, number | string]
  > = [
    ["the first of all", null, "start", "run-1", 0, 1],
    ["a start while another run works", working, "start", "run-2", 999, "LeaseHeld"],
    ["a start while the same run works", working, "start", "run-1", 999, "LeaseHeld"],
    ["a start while the place is kept", kept, "start", "run-2", 999, "LeaseHeld"],
    ["a start when it has run out", working, "start", "run-2", 1000, 8],
    ["a start when nobody came back", kept, "start", "run-2", 1000, 8],
    ["a start when it was given back, whatever the clock says", freed, "start", "run-2", 0, 8],
    ["a resume of what never ran", null, "resume", "run-1", 0, "LeaseLost"],
    ["a resume of a kept place", kept, "resume", "run-1", 999, 8],
    ["a resume while another slice works", working, "resume", "run-1", 999, "LeaseHeld"],
    ["a resume after a slice that died", working, "resume", "run-1", 1000, 8],
    ["a resume after it was given back", freed, "resume", "run-1", 999, 8],
    ["a resume when another run works", working, "resume", "run-2", 999, "LeaseLost"],
    ["a resume when another run has worked", freed, "resume", "run-2", 999, "LeaseLost"]
  ]
  for (const [name, record, mode, owner, now, expected] of cases) {
    it(name, () => {
      const result = Lease.acquire(record, claim(mode, owner), now)
      if (Result.isFailure(result)) return assert.strictEqual(result.failure._tag, expected)
      assert.deepStrictEqual(result.success, { fence: Number(expected), owner, holder: "new", expiresAt: now + 120 })
    })
  }

  it("a refusal says whose it is and until when", () => {
    const refused = (record: Lease.LeaseRecord) =>
      Result.getOrThrow(Result.flip(Lease.acquire(record, claim("start", "run-2"), 0)))
    assert.deepStrictEqual(refused(working), new Lease.LeaseHeld({ present: working }))
    assert.match(refused(working).message, /Run run-1 is working.*1970-01-01T00:00:01.000Z/u)
    assert.match(refused(kept).message, /kept for run run-1/u)
  })

  it("a run that has lost its place hears to whom", () => {
    const lost = Result.getOrThrow(Result.flip(Lease.acquire(working, claim("resume", "run-2"), 0)))
    assert.match(lost.message, /Run run-1 has taken the place of run run-2/u)
  })
})

describe("renew and release", () => {
  const strangers: ReadonlyArray<readonly [string, Lease.LeaseRecord | null, now: number]> = [
    ["there is no record", null, 0],
    ["another has taken it", { ...working, fence: 8, holder: "slice-2" }, 0],
    ["the run's next slice has taken it", { ...working, fence: 8 }, 0],
    ["it was given back", kept, 0],
    ["it has run out, though nobody took it", working, 1000]
  ]
  for (const [name, record, now] of strangers) {
    it(`are refused when ${name}`, () => {
      const lost = new Lease.LeaseLost({ owner: "run-1", fence: 7, present: record })
      assert.deepStrictEqual(Lease.renew(record, working, 120, now), Result.fail(lost))
      assert.deepStrictEqual(Lease.release(record, working, 0, now), Result.fail(lost))
    })
  }

  it("a renewal counts from now", () => {
    assert.deepStrictEqual(Lease.renew(working, working, 120, 999), Result.succeed({ ...working, expiresAt: 1119 }))
  })

  it("a release frees it, or keeps the place", () => {
    assert.deepStrictEqual(Lease.release(working, working, 0, 999), Result.succeed(freed))
    assert.deepStrictEqual(Lease.release(working, working, 600, 999), Result.succeed({ ...kept, expiresAt: 1599 }))
  })
})

/** What somebody may do next, in any order, with the clock going on in between. */
const Step = Schema.Union([
  Schema.TaggedStruct("acquire", {
    slice: Schema.Literals(["a", "b", "c", "d"]),
    owner: Schema.Literals(["run-1", "run-2", "run-3"]),
    mode: Schema.Literals(["start", "resume"]),
    millis: Schema.Literals([1, 5, 20])
  }),
  Schema.TaggedStruct("renew", { slice: Schema.Literals(["a", "b", "c", "d"]), millis: Schema.Literals([1, 5, 20]) }),
  Schema.TaggedStruct("release", { slice: Schema.Literals(["a", "b", "c", "d"]), keep: Schema.Literals([0, 5, 20]) }),
  Schema.TaggedStruct("wait", { millis: Schema.Literals([1, 3, 8]) })
])
const Steps = Schema.Array(Step).check(Schema.isBetweenLength(20, 60))

/** Plays the steps; each slice believes what it was last told, and nobody tells it that another came. */
const play = (steps: typeof Steps.Type) => {
  let record: Lease.LeaseRecord | null = null
  let now = 0
  const believed = new Map<string, Lease.Lease>()
  const seen = { acquired: 0, renewed: 0, released: 0, refused: 0 }
  for (const step of steps) {
    if (step._tag === "wait") {
      now += step.millis
    } else if (step._tag === "acquire") {
      const { millis, mode, owner, slice } = step
      const before: Lease.LeaseRecord | null = record
      const result: Result.Result<Lease.Lease, unknown> = Lease.acquire(
        before,
        { holder: slice, millis, mode, owner },
        now
      )
      if (Result.isFailure(result)) {
        seen.refused++
        continue
      }
      assert.isAbove(result.success.fence, before?.fence ?? 0, "fences rise")
      if (before !== null && before.expiresAt > now) assert.strictEqual(before.owner, owner, "a kept place is kept")
      record = result.success
      believed.set(slice, result.success)
      seen.acquired++
    } else {
      const lease = believed.get(step.slice)
      if (lease === undefined) continue
      if (step._tag === "renew") {
        const result = Lease.renew(record, lease, step.millis, now)
        if (Result.isFailure(result)) {
          believed.delete(step.slice)
          seen.refused++
          continue
        }
        assert.strictEqual(result.success.fence, lease.fence)
        record = result.success
        believed.set(step.slice, result.success)
        seen.renewed++
      } else {
        believed.delete(step.slice)
        const result = Lease.release(record, lease, step.keep, now)
        if (Result.isSuccess(result)) {
          record = result.success
          seen.released++
        } else seen.refused++
      }
    }
    const holders = Array.from(believed.values()).filter((lease) => !Lease.isExpired(lease, now))
    assert.isAtMost(holders.length, 1, "two hold it")
    if (holders[0] !== undefined) assert.deepStrictEqual(record, holders[0])
  }
  return seen
}

describe("whatever they do", () => {
  const draws = { runs: 1000, size: 40, seed: "lease" }

  it.prop("never do two hold it, and fences rise", [Steps], ([steps]) => {
    play(steps)
  }, { arbitrary: draws })

  it.effect("and each of it happens often", () =>
    Effect.gen(function*() {
      const { runs, seed, size } = draws
      const drawn = yield* Arbitrary.sampleEffect(Arbitrary.schema(Steps), { count: runs, size, seed })
      const seen = drawn.map(play)
      for (const what of ["acquired", "renewed", "released", "refused"] as const) {
        assert.isAbove(seen.reduce((sum, counts) => sum + counts[what], 0), 300, what)
      }
    }))
})
