/**
 * Reads one source to its end and keeps each id once. A source that fails after some pages leaves a partial snapshot;
 * one that fails at once, or refuses us, fails the read.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { Snapshot } from "../model/Snapshot.ts"
import { isFinal, type SourceError } from "../model/SourceError.ts"
import type { SourcePage } from "../ports/SourcePage.ts"
import { type Phase, track } from "./Progress.ts"

/** Without a span: it would keep all that was read for as long as somebody refers to it. */
export const collect = Effect.fnUntraced(function*<A>(
  phase: Phase,
  pages: Stream.Stream<SourcePage<A>, SourceError>,
  idOf: (value: A) => string
): Effect.fn.Return<Snapshot<A>, SourceError> {
  const readStartedAt = yield* Clock.currentTimeMillis
  const progress = yield* track(phase, null)
  const byId = new Map<string, A>()
  const read = yield* Effect.result(Stream.runForEach(pages, (page) => {
    const before = byId.size
    if (page._tag === "Restart") byId.clear()
    else for (const value of page.values) byId.set(idOf(value), value)
    return progress.advance(byId.size - before)
  }))
  yield* progress.finish
  const values = Array.from(byId.values())
  if (Result.isSuccess(read)) return { _tag: "Complete", values, readStartedAt }
  const error = read.failure
  if (values.length === 0 || isFinal(error.reason)) return yield* error
  return { _tag: "Partial", values, readStartedAt, reason: error.message }
})
