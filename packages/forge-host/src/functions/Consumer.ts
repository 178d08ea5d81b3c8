/** Takes events from the queue `runs`, with 900 seconds for each. */
import { InvocationError, InvocationErrorCode } from "@forge/events"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Handler from "../app/Handler.ts"
import * as RunWorker from "../app/RunWorker.ts"
import { RunEvent } from "../forge/RunQueue.ts"

const decode = Schema.decodeUnknownEffect(Schema.Struct({
  body: RunEvent,
  /** There when Forge sends the event once more. */
  retryContext: Schema.optionalKey(Schema.Unknown)
}))

export const consumer = (event: unknown) =>
  Handler.run(
    decode(event).pipe(
      Effect.flatMap(({ body, retryContext }) =>
        Effect.map(RunWorker.work(body, { isRepeated: retryContext !== undefined }), (outcome) =>
          outcome._tag === "Done" ? undefined : new InvocationError({
            retryAfter: outcome.afterSeconds,
            retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
            // Long functions need some, though the event says it all.
            retryData: { runId: body.runId }
          }))
      ),
      // Of another version: its run is resumed by the next tick.
      Effect.catchTag("SchemaError", () =>
        Effect.logWarning("An event of another version came"))
    )
  )
