/**
 * One request to Forge's stores. What may pass by itself is repeated for some seconds; every operation here can be done
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

/** 0.25 + 0.5 + 1 + 2 + 4 + 4 seconds: the limits of the store are counted by the minute. */
const repeated = {
  times: 6,
  while: ({ reason }: KvsError) => reason !== "Refused",
  schedule: Schedule.min([Schedule.exponential("250 millis"), Schedule.spaced("4 seconds")]).pipe(Schedule.jittered)
}

export const once = <A>(operation: () => Promise<A>): Effect.Effect<A, KvsError> =>
  Effect.tryPromise({ try: operation, catch: kvsError })

export const call = <A>(operation: () => Promise<A>): Effect.Effect<A, KvsError> =>
  Effect.retry(once(operation), repeated)
