import { assert, it } from "@effect/vitest"
import * as Meter from "../src/Meter.ts"

it("counts requests by endpoint and adds up their cost", () => {
  const meter = Meter.make()
  meter.record("graph.users")
  meter.record("graph.users")
  meter.record("jira.usersSearch")
  meter.charge({ resourceUnits: 4 })
  meter.charge({ points: 21 })
  meter.charge({ historyEntries: 3, automationTriggers: 1 })
  const before = meter.snapshot()
  meter.reset()
  assert.deepStrictEqual(before, {
    requests: { "graph.users": 2, "jira.usersSearch": 1 },
    resourceUnits: 4,
    points: 21,
    historyEntries: 3,
    automationTriggers: 1
  })
  assert.deepStrictEqual(meter.snapshot().requests, {})
  assert.strictEqual(meter.count("graph.users"), 0)
})
