import { assert, describe, it } from "@effect/vitest"
import { order } from "@entra-assets/core/plan/ManagerOrder"
import { entraId } from "../fixtures/People.ts"

/** `[person, manager]` pairs; 0 is nobody. */
const managers = (pairs: ReadonlyArray<readonly [number, number]>) =>
  new Map(pairs.map(([person, manager]) => [entraId(person), manager === 0 ? null : entraId(manager)]))

describe("order", () => {
  const cases: ReadonlyArray<{
    readonly name: string
    readonly pairs: ReadonlyArray<readonly [number, number]>
    readonly levels: ReadonlyArray<number>
    readonly deferred?: ReadonlyArray<number>
  }> = [
    { name: "nobody has a manager", pairs: [[1, 0], [2, 0]], levels: [0, 0] },
    { name: "a chain, read from the bottom", pairs: [[1, 2], [2, 3], [3, 0]], levels: [2, 1, 0] },
    { name: "a tree", pairs: [[1, 0], [2, 1], [3, 1], [4, 2], [5, 4]], levels: [0, 1, 1, 2, 3] },
    { name: "a circle of two", pairs: [[1, 2], [2, 1]], levels: [0, 1], deferred: [1] },
    { name: "a circle of three", pairs: [[1, 2], [2, 3], [3, 1]], levels: [0, 2, 1], deferred: [1] },
    { name: "people below a circle", pairs: [[4, 3], [5, 4], [3, 2], [2, 3]], levels: [2, 3, 1, 0], deferred: [2] },
    { name: "two circles", pairs: [[1, 2], [2, 1], [3, 4], [4, 3]], levels: [0, 1, 0, 1], deferred: [1, 3] },
    { name: "somebody who reports to themselves", pairs: [[1, 1]], levels: [0], deferred: [1] }
  ]
  for (const { deferred = [], levels, name, pairs } of cases) {
    it(`${name}, in any order`, () => {
      for (const shift of pairs.keys()) {
        const found = order(managers([...pairs.slice(shift), ...pairs.slice(0, shift)]))
        assert.deepStrictEqual(pairs.map(([person]) => found.level(entraId(person))), levels)
        assert.sameMembers(Array.from(found.deferred), deferred.map(entraId))
        assert.strictEqual(found.cycles.length, deferred.length)
      }
    })
  }

  it("a chain of 100,000 is no deeper than the stack", () => {
    const found = order(managers(Array.from({ length: 100_000 }, (_, n) => [n + 1, n])))
    assert.strictEqual(found.level(entraId(100_000)), 99_999)
  })
})
