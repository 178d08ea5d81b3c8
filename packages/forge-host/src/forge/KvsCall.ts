/**
 * One request to Forge's stores. What may pass by itself is repeated; every operation here can be done
 * twice. Neither keys nor values get into an error.
 */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"

/** `Throttled` and `Unavailable`: still so after every retry. `Refused`: by a rule of the store, or by a condition. */
export class KvsError extends Schema.TaggedError<KvsError>()("KvsError", {
  reason: Schema.Literals(["Throttled", "Unavailable", "Refused"]),
  /** What Forge calls it, such as `KEY_ALREADY_EXISTS`. */
  code: Schema.NullOr(Schema.String)
}) {
  override get message(): string {
    switch (this.reason) {
      case "Throttled":
        return "Forge's store asks to slow down. Try again in a minute."
      case "Unavailable":
        return "Forge's store did not answer. Try again in some minutes."
      case "Refused":
        return `Forge's store refused the request${this.code === null ? "" : ` (${this.code})`}.`
    }
  }
}

/** An error of `@forge/kvs`, of which a bundle may hold more than one copy. */
const isApiError = Schema.is(Schema.Struct({
  code: Schema.String,
  responseDetails: Schema.Struct({ status: Schema.Int })
}))

const kvsError = (error: unknown): KvsError => {
  if (!isApiError(error)) return new KvsError({ reason: "Unavailable", code: null })
  const { code, responseDetails: { status } } = error
  if (status === 429) return new KvsError({ reason: "Throttled", code })
  return new KvsError({ reason: status >= 500 || status === 408 ? "Unavailable" : "Refused", code })
}

const backoff = Schedule.min([Schedule.exponential("250 millis"), Schedule.spaced("4 seconds")]).pipe(Schedule.jittered)

/** About 12 seconds. */
const outage = {
  while: ({ reason }: KvsError) => reason === "Unavailable",
  schedule: Schedule.upTo(backoff, { times: 6 })
}

/** The limits of the store are counted by the minute, so after one there is room again. */
const throttling = {
  while: ({ reason }: KvsError) => reason === "Throttled",
  schedule: Schedule.upTo(backoff, { duration: "70 seconds" })
}

export const once = <A>(operation: () => Promise<A>): Effect.Effect<A, KvsError> =>
  Effect.tryPromise({ try: operation, catch: kvsError })

export const call = <A>(operation: () => Promise<A>): Effect.Effect<A, KvsError> =>
  once(operation).pipe(Effect.retry(outage), Effect.retry(throttling))
