import { assert, it } from "@effect/vitest"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const decode = Schema.decodeUnknownEffect(RateLimits.RateLimits)

it.effect("the published limits are the defaults of each part", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* decode({}), RateLimits.defaults)
    const large = yield* decode({ shared: { graph: RateLimits.graphUnits.large } })
    assert.deepStrictEqual(large, { ...RateLimits.defaults, shared: { graph: RateLimits.graphUnits.large } })
  }))

it.effect("a limit of nothing is refused", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(decode({ shared: { graph: { limit: 0, windowMillis: 1 } } }))
    assert.include(error.message, "limit")
  }))
