/** When the page asks again for what it could not read. */
import { assert, describe, it } from "@effect/vitest"
import { answered, failuresOf, notAnswered, pauseAfter, type Read, reasonOf } from "../src/api/Freshness.ts"

const read = (status: Read["state"]["status"], errorUpdateCount: number) => ({ state: { status, errorUpdateCount } })

describe("a read", () => {
  it("has failed as often as it was not answered since it was last", () => {
    const status = read("error", 2)
    assert.strictEqual(failuresOf(status), 2)
    status.state.status = "success"
    answered(status)
    assert.strictEqual(failuresOf(status), 0)
    Object.assign(status.state, { status: "error", errorUpdateCount: 3 })
    assert.strictEqual(failuresOf(status), 1)
  })

  it("has a reason for it until it is answered, also while it is asked again", () => {
    const status = read("error", 1)
    notAnswered(status, "offline")
    assert.strictEqual(reasonOf(status), "offline")
    status.state.status = "pending"
    assert.strictEqual(reasonOf(status), "offline")
    status.state.status = "success"
    answered(status)
    assert.isNull(reasonOf(status))
  })
})

describe("the pause until the next look", () => {
  it("is the usual one as long as there are answers", () => {
    assert.strictEqual(pauseAfter(0, 3000), 3000)
    assert.strictEqual(pauseAfter(0, 300_000), 300_000)
    assert.isFalse(pauseAfter(0, false))
  })

  it("doubles with each failure, up to a minute", () => {
    assert.deepStrictEqual([1, 2, 3, 4, 5, 50].map((failures) => pauseAfter(failures, 3000)), [
      6000,
      12_000,
      24_000,
      48_000,
      60_000,
      60_000
    ])
  })

  it("is short, too, for what is looked at seldom or not by itself", () => {
    assert.deepStrictEqual([1, 2, 3].map((failures) => pauseAfter(failures, 300_000)), [30_000, 60_000, 60_000])
    assert.deepStrictEqual([1, 2, 3].map((failures) => pauseAfter(failures, false)), [30_000, 60_000, 60_000])
  })
})
