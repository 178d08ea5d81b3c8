/** What a run took, in sums. */
import { assert, describe, it } from "@effect/vitest"
import { apiOf, requestsByService, timeByPhase } from "../src/run/RunEffort.ts"

describe("requests", () => {
  it("are added up by service", () => {
    const requests = { "assets.object.create": 40, "assets.aql": 3, "graph.users.list": 2, "token": 1, "mystery.x": 9 }
    assert.deepStrictEqual(requestsByService({ requests }), [
      { api: "graph", count: 2 },
      { api: "assets", count: 43 },
      { api: "token", count: 1 }
    ])
    assert.strictEqual(apiOf("jira.users"), "jira")
    assert.isNull(apiOf("mystery.x"))
  })
})

describe("time", () => {
  it("is told of the phases that took any", () => {
    assert.deepStrictEqual(timeByPhase({ timings: { reading: 10, planning: 0, applying: 5 } }), [
      { phase: "reading", millis: 10 },
      { phase: "applying", millis: 5 }
    ])
  })
})
