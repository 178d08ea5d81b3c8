/**
 * How work gives way to a long wait: it ends in the middle of a request, and says until when. Writes that are on their
 * way beside it are not its business.
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { LongWait, type Wait } from "../../ports/LongWait.ts"

/** No published limit is counted over more than an hour: after this the service is asked again, whatever it said. */
const longestMillis = 3_660_000

/** The effect's own end; or the first long wait of its requests, and then the rest of it is given up. */
export const giveWay = Effect.fnUntraced(function*<A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.fn.Return<Result.Result<A, Wait>, E, R> {
  const told = yield* Deferred.make<Wait>()
  const tell = ({ api, until }: Wait) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.andThen(
        Deferred.succeed(told, { api, until: Math.min(until, now + longestMillis) }),
        Effect.never
      ))
  return yield* Effect.raceFirst(
    Effect.map(Effect.provideService(effect, LongWait, tell), Result.succeed),
    Effect.map(Deferred.await(told), Result.fail)
  )
})

/** The one that ends last; `null` when there is none. */
export const last = (waits: ReadonlyArray<Wait>): Wait | null =>
  waits.reduce<Wait | null>((last, wait) => last === null || wait.until > last.until ? wait : last, null)
