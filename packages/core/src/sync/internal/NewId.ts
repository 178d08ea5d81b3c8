/** Ids of runs and plans: they sort by time, are file names, and say when: `20261123T140501Z-3f9a1c`. */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

/** What the ids begin with that are made at that time (milliseconds since 1970). */
export const stamp = (millis: number): string =>
  DateTime.formatIso(DateTime.makeUnsafe(millis)).replaceAll(/[-:]|\.\d+/gu, "")

export const newId = Effect.gen(function*() {
  const now = yield* Clock.currentTimeMillis
  const random = yield* Random.nextIntBetween(0, 0x1000000)
  return `${stamp(now)}-${random.toString(16).padStart(6, "0")}`
})
