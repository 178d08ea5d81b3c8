import { assert, it } from "@effect/vitest"
import { counted, duration, number } from "../src/Phrase.ts"

it("groups thousands", () => assert.strictEqual(number(1234567), "1,234,567"))

it("tells one from many", () => {
  assert.deepStrictEqual(
    [0, 1, 2000].map((value) => counted(value, "person", "people")),
    ["0 people", "1 person", "2,000 people"]
  )
})

it("says how long something takes, roughly", () => {
  assert.deepStrictEqual(
    [0, 400, 1000, 89_000, 90_000, 3_540_000, 3_600_000, 7_500_000].map(duration),
    ["under 1 s", "under 1 s", "1 s", "89 s", "2 min", "59 min", "1 h 0 min", "2 h 5 min"]
  )
})
