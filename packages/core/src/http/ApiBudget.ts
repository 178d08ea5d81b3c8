/**
 * A share of an API's quota, such as the points of an hour that all customers of an app have together. What was spent
 * stands in the store, so it outlives the process; windows are those of the UTC clock. What the service itself says of
 * its limits is heeded as well, whatever is left here. Processes that send at once may count a request too few.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import { Api } from "../model/Api.ts"

const PositiveInt = Schema.Int.check(Schema.isGreaterThan(0))

/** At most so many units in each window, which begins at a multiple of its length since 1970. */
export const Share = Schema.Struct({ limit: PositiveInt, windowMillis: PositiveInt })
export type Share = typeof Share.Type

/** An API that is not named has no budget. */
export const Shares = Schema.Struct({
  token: Schema.optionalKey(Share),
  graph: Schema.optionalKey(Share),
  jira: Schema.optionalKey(Share),
  assets: Schema.optionalKey(Share)
})
export type Shares = typeof Shares.Type

/** So many of Jira's points in each hour of the clock, which is when Jira counts anew. */
export const perHour = (limit: number): Share => ({ limit, windowMillis: 3_600_000 })

/**
 * Asked before every attempt: answers 0 when the request may go, and counts its units then; else the milliseconds until
 * there is more. Whoever makes an `ApiClient` provides it.
 */
export const RequestBudget = Context.Reference<(api: Api, units: number) => Effect.Effect<number>>(
  "@entra-assets/core/http/ApiBudget/RequestBudget",
  { defaultValue: () => () => Effect.succeed(0) }
)

export interface Spent {
  readonly api: Api
  /** Units in the window that is now. */
  readonly used: number
  readonly limit: number
  /** When the next window begins, in milliseconds since 1970. */
  readonly resetsAt: number
}

export class ApiBudget extends Context.Service<ApiBudget, {
  readonly request: (api: Api, units: number) => Effect.Effect<number>
  /** For each API that has a budget. */
  readonly spent: Effect.Effect<ReadonlyArray<Spent>, KeyValueStore.KeyValueStoreError>
}>()("@entra-assets/core/http/ApiBudget") {}

const schemaVersion = 1

const Count = Schema.fromJsonString(Schema.Struct({
  schemaVersion: Schema.Literal(schemaVersion),
  /** Milliseconds since 1970. */
  windowStart: Schema.Int,
  used: Schema.Int
}))
const decode = Schema.decodeEffect(Count)
const encode = Schema.encodeEffect(Count)

const keyOf = (api: Api) => `budget-${api}`

export const make = Effect.fnUntraced(function*(shares: Shares) {
  const store = yield* KeyValueStore.KeyValueStore
  const counting = yield* Semaphore.make(1)

  /** What another version stored, or of another window, counts as nothing. */
  const read = Effect.fnUntraced(function*(api: Api, { limit, windowMillis }: Share) {
    const now = yield* Clock.currentTimeMillis
    const windowStart = Math.floor(now / windowMillis) * windowMillis
    const text = yield* store.get(keyOf(api))
    const count = text === undefined ? null : yield* Effect.orElseSucceed(decode(text), () => null)
    const used = count?.windowStart === windowStart ? count.used : 0
    return { api, now, windowStart, used, limit, resetsAt: windowStart + windowMillis }
  })

  const take = Effect.fnUntraced(function*(api: Api, share: Share, units: number) {
    const { limit, now, resetsAt, used, windowStart } = yield* read(api, share)
    // A request that is larger than the whole share would never go.
    if (used > 0 && used + units > limit) return resetsAt - now
    const text = yield* Effect.orDie(encode({ schemaVersion, windowStart, used: used + units }))
    yield* store.set(keyOf(api), text)
    return 0
  })

  return ApiBudget.of({
    request: (api, units) => {
      const share = shares[api]
      return share === undefined ? Effect.succeed(0) : counting.withPermits(1)(take(api, share, units)).pipe(
        Effect.catch(() =>
          Effect.as(
            Effect.logWarning("What requests cost could not be stored; they go on without a budget", { api }),
            0
          )
        )
      )
    },
    spent: Effect.forEach(
      Api.literals.flatMap((api) => {
        const share = shares[api]
        return share === undefined ? [] : [{ api, share }]
      }),
      ({ api, share }) =>
        Effect.map(read(api, share), ({ limit, resetsAt, used }): Spent => ({ api, used, limit, resetsAt }))
    )
  })
})

/** Also what an `ApiClient` that is made on top of it asks. */
export const layer = (shares: Shares): Layer.Layer<ApiBudget, never, KeyValueStore.KeyValueStore> =>
  Layer.effect(RequestBudget, ApiBudget.useSync(({ request }) => request)).pipe(
    Layer.provideMerge(Layer.effect(ApiBudget, make(shares)))
  )
