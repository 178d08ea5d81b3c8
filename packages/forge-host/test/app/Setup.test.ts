/** What the set-up says when it cannot work, and that a page can read what it says. */
import { assert, it } from "@effect/vitest"
import { SettingsError } from "@entra-assets/forge-host/app/SettingsStore"
import { AssetsReport, ConnectReport } from "@entra-assets/forge-host/app/SetupReport"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { make } from "../fixtures/SetupSite.ts"

it.effect("stores that do not answer, and settings of another version, are told with what to do", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const failing = (reason: SettingsError["reason"]) =>
      Effect.flip(site.connectWith(new SettingsError({ reason, message: "It is so.", present: null })))
    assert.include((yield* failing("StoreFailed")).nextStep, "Try again")
    assert.include((yield* failing("Unreadable")).nextStep, "newest version")
    assert.lengthOf(site.atlassian.assets.schemas(), 0)
  }))

it.effect("reports are data that a page can read", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const connected = yield* site.connect()
    const looked = yield* site.assets()
    const throughJson = <A, I>(schema: Schema.Codec<A, I>, value: A) => {
      const json = Schema.fromJsonString(schema)
      return Effect.flatMap(Schema.encodeEffect(json)(value), Schema.decodeEffect(json))
    }
    assert.deepStrictEqual(yield* throughJson(ConnectReport, connected), connected)
    assert.deepStrictEqual(yield* throughJson(AssetsReport, looked), looked)
  }))
