/**
 * Forge's queue: a wish for a slice of a run, now or later, or for the weekly report. An event may come twice, late or never. From one
 * invocation that nobody queued (a click, a tick) at most 1,000 pushes may follow each other, so each event says how many
 * came before it.
 */
import type { Run } from "@entra-assets/core/sync/Run"
import { InvocationLimitReachedError, Queue, RateLimitError } from "@forge/events"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"

/** As the manifest declares it. */
const queue = "runs"

/** Forge delays an event by at most so many seconds. */
export const longestDelaySeconds = 900

/** Pushes that one chain may have. */
export const chainLimit = 1000

export const RunEvent = Schema.Struct({
  runId: Schema.NonEmptyString,
  /** Which slice of the run it asks for: when a later one has begun, that one has queued what follows. */
  slice: Schema.Int,
  /** Pushes of the chain up to this event, with it. */
  pushes: Schema.Int,
  /** How many slices in a row broke off before this event, none of which got any further. */
  broken: Schema.Int.pipe(Schema.withDecodingDefaultKey(Effect.succeed(0))),
  /** How far the run was when the event was queued; the more, the further. */
  progress: Schema.Int.pipe(Schema.withDecodingDefaultKey(Effect.succeed(0)))
})
export type RunEvent = typeof RunEvent.Type

/** The weekly report of stored accounts, which takes longer than a tick has. */
export const ReportEvent = Schema.Struct({ task: Schema.Literal("personalData") })
export type ReportEvent = typeof ReportEvent.Type

/** `ChainEnded`: the next tick or click begins a new chain. */
export class QueueError extends Schema.TaggedError<QueueError>()("QueueError", {
  reason: Schema.Literals(["ChainEnded", "Throttled", "Unavailable"])
}) {
  override get message(): string {
    return this.reason === "ChainEnded"
      ? "The run has queued itself as often as Forge allows. The next daily tick goes on with it."
      : "Forge's queue did not take the run's next step. Press Resume, or wait for the next daily tick."
  }
}

const queueError = (error: unknown): QueueError => {
  if (error instanceof InvocationLimitReachedError) return new QueueError({ reason: "ChainEnded" })
  return new QueueError({ reason: error instanceof RateLimitError ? "Throttled" : "Unavailable" })
}

const repeated = {
  times: 5,
  while: ({ reason }: QueueError) => reason !== "ChainEnded",
  schedule: Schedule.exponential("500 millis").pipe(Schedule.jittered)
}

const send = (body: RunEvent | ReportEvent, delayInSeconds: number): Effect.Effect<void, QueueError> =>
  Effect.tryPromise({
    try: () => new Queue({ key: queue }).push({ body: { ...body }, delayInSeconds }),
    catch: queueError
  }).pipe(Effect.retry(repeated), Effect.asVoid)

/** Queues a slice of the run for so many seconds from now; Forge's longest delay at most. */
export const push = (event: RunEvent, delaySeconds: number): Effect.Effect<void, QueueError> =>
  event.pushes > chainLimit
    ? Effect.fail(new QueueError({ reason: "ChainEnded" }))
    : send(event, Math.max(0, Math.min(longestDelaySeconds, Math.ceil(delaySeconds))))

/** The first event of a chain: the next slice of this run, at once. */
export const begin = ({ id, slices }: Pick<Run, "id" | "slices">): Effect.Effect<void, QueueError> =>
  push({ runId: id, slice: slices, pushes: 1, broken: 0, progress: 0 }, 0)

export const report: Effect.Effect<void, QueueError> = send({ task: "personalData" }, 0)
