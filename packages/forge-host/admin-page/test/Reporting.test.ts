import { assert, describe, it } from "@effect/vitest"
import { type Finding, finding, mostOfCircle } from "@entra-assets/core/model/Finding"
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import { chainOf } from "../src/plan/Reporting.ts"

const id = (n: number) => EntraId.make(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`)
const person = (n: number) => ({ entraId: id(n), name: `Person ${n}`, accountIds: [AccountId.make(`a-${n}`)] })

const about = (code: Finding["code"], ids: ReadonlyArray<number>, named = ids): Finding => ({
  ...finding(code, "It is so.", { entraIds: ids.map(id) }),
  named: named.map(person)
})
const names = (told: Finding) => chainOf(told).map(({ name }) => name)

describe("who reports to whom", () => {
  it("is a person and the manager who has no record", () =>
    assert.deepStrictEqual(names(about("missing_manager", [1, 2])), ["Person 1", "Person 2"]))

  it("leads in a circle back to where it began", () => {
    assert.deepStrictEqual(names(about("manager_cycle", [1, 2])), ["Person 1", "Person 2", "Person 1"])
    const ten = Array.from({ length: mostOfCircle }, (_, n) => n)
    assert.lengthOf(names(about("manager_cycle", ten)), mostOfCircle)
  })

  it("is not told where somebody has no name, nor by other findings", () => {
    assert.deepStrictEqual(names(about("missing_manager", [1, 2], [1])), [])
    assert.deepStrictEqual(names(about("manager_cycle", [1])), [])
    assert.deepStrictEqual(names(about("binding_conflict", [1, 2])), [])
  })
})
