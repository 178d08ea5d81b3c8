import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import * as Samples from "../src/Samples.ts"
import * as Sync from "../src/Sync.ts"
import * as Engine from "./fixtures/Engine.ts"

it.effect("what the guard stops is said, and approved", () =>
  Effect.gen(function*() {
    const organisation = yield* Generator.generate({ people: 30, seed: 1 })
    const { entra, layer, settings } = yield* Engine.make(organisation, { guard: { inactivations: { most: 0 } } })
    yield* Effect.gen(function*() {
      const first = yield* Sync.sync("First", settings)
      assert.strictEqual(first.stopped, "")
      const { entries: [leaver] } = yield* Samples.take(first.plan.id)
      const person = entra.tenant.person(leaver?.entraId ?? "")
      assert.isDefined(person)
      yield* entra.tenant.setPerson({ ...person, accountEnabled: false })
      const { run, stopped } = yield* Sync.sync("Second", settings)
      assert.match(stopped, /^1 people would become inactive, with \d+ active records/u)
      assert.strictEqual(run.state, "succeeded")
      assert.strictEqual(Sync.numbersOf({ ...first, run }).run.inactivated, 1)
    }).pipe(Effect.provide(layer), TestClock.withLive)
  }))
