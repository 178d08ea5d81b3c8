/** A set-up that is done twice: after it was cut off, by two admins at once, or by another one later. */
import { assert, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { asAda, assertConnected } from "../fixtures/SetupReports.ts"
import { ada, bob, make } from "../fixtures/SetupSite.ts"

it.effect("another admin takes over with one confirmation, and the ids stay", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    yield* site.connect(ada)
    const ids = yield* site.remembered
    site.disable(ada)
    const asked = yield* site.connect(bob)
    assert.deepInclude(asked.result, { _tag: "NeedsTakeOver", connectedBy: ada })
    assert.strictEqual(site.settings.now()?.connection?.connectedBy, ada)

    const report = yield* site.connect(bob, { takeOver: true })
    const { caller, connectedBy } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, connectedBy }, {
      caller: { _tag: "Impersonated", accountId: bob },
      connectedBy: bob
    })
    assert.deepStrictEqual(yield* site.remembered, ids)
  }))

/** A first set-up sends this many requests to make the schema; it may die at each of them. */
const requests = 20

it.effect.each(
  Array.from(
    { length: requests },
    (_, after) => [Faults.disconnect, Faults.disconnectAfterEffect].map((behave) => ({ after, behave }))
  ).flat()
)(
  "a set-up that was cut off after $after requests goes on without a question",
  ({ after, behave }) =>
    Effect.gen(function*() {
      const site = yield* make()
      // The looking comes first, with two requests for each caller.
      site.atlassian.faults.add({ after: 6 + after, times: "always", behave })
      const fiber = yield* Effect.forkChild(site.connect())
      yield* TestClock.adjust("10 seconds")
      assert.deepInclude((yield* Fiber.join(fiber)).result, { _tag: "NotWritable", missing: "time" })
      site.atlassian.faults.clear()
      yield* assertConnected(site, yield* site.connect())
    })
)

it.effect("two admins at once: one schema, and one of them is connected", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const reports = yield* Effect.all([site.connect(ada), site.connect(bob)], { concurrency: 2 })
    const tags = reports.map(({ result }) => result._tag)
    assert.sameMembers(tags, ["Connected", "NeedsTakeOver"])
    const winner = reports.find(({ result }) => result._tag === "Connected") ?? assert.fail()
    yield* assertConnected(site, winner)
  }))

it.effect("taking over from one admin is not taking over from another who comes first", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const connection = { caller: asAda, connectedBy: ada, connectedAt: 0 }
    site.atlassian.faults.add({
      match: { path: /objectschema\/create$/ },
      behave: (_, proceed) =>
        Effect.andThen(Effect.orDie(site.settings.save({ version: 0, by: ada, change: { connection } })), proceed)
    })
    const { result } = yield* site.connect(bob, { takeOver: true })
    assert.deepInclude(result, { _tag: "NeedsTakeOver", connectedBy: ada })
    assert.strictEqual(site.settings.now()?.connection?.connectedBy, ada)
  }))

it.effect("twice at once by one admin is once", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const reports = yield* Effect.all([site.connect(), site.connect()], { concurrency: 2 })
    assert.deepStrictEqual(reports.map(({ result }) => result._tag), ["Connected", "Connected"])
    const ids = yield* site.remembered
    assert.deepStrictEqual(site.atlassian.assets.schemas().map(({ id }) => id), [ids?.schemaId])
  }))

it.effect("what others save meanwhile is kept", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({
      match: { path: /objectschema\/create$/ },
      behave: (_, proceed) =>
        Effect.andThen(
          Effect.orDie(
            site.settings.save({ version: 0, by: bob, change: { retention: { plans: 1, details: 2, summaries: 30 } } })
          ),
          proceed
        )
    })
    yield* assertConnected(site, yield* site.connect())
    assert.deepStrictEqual(site.settings.now()?.retention, { plans: 1, details: 2, summaries: 30 })
  }))
