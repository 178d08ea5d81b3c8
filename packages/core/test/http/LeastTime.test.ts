import { assert, it } from "@effect/vitest"
import { ofRequests } from "@entra-assets/core/http/LeastTime"
import { unlimited } from "@entra-assets/core/http/RateLimits"

it("50,000 creates take 25 minutes, at 2,000 a minute", () => {
  const { limit, millis } = ofRequests({ "assets.object.create": 50_000, "graph.users.list": 51 })
  assert.strictEqual(limit, "assets.object.create")
  assert.strictEqual(Math.round(millis / 60_000), 25)
})

it("all requests to Assets together take what they share", () => {
  const one = { "assets.object.create": 20_000, "assets.object.update": 9000, "assets.object.get": 20_000 }
  const many = { ...one, "assets.object.other": 9000, "assets.icon.list": 9000, "assets.object.more": 9000 }
  assert.strictEqual(ofRequests(one).limit, "assets.object.create")
  assert.isAbove(ofRequests(many).millis, 7 * 60_000)
})

it("one request of each kind takes no time", () => {
  assert.deepStrictEqual(ofRequests({ "assets.object.create": 1, "jira.users.search": 1 }), { millis: 0, limit: null })
})

it("nor do any, without limits", () => {
  assert.deepStrictEqual(ofRequests({ "assets.object.create": 1000 }, unlimited), { millis: 0, limit: null })
})
