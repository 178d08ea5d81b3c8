/** Takes events from the queue `runs`, with 900 seconds for each. */
import { InvocationError, InvocationErrorCode } from "@forge/events"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Handler from "../app/Handler.ts"
import * as PersonalData from "../app/PersonalData.ts"
import * as RunWorker from "../app/RunWorker.ts"
import { ReportEvent, RunEvent } from "../forge/RunQueue.ts"

const decode = Schema.decodeUnknownEffect(Schema.Struct({
  body: Schema.Union([RunEvent, ReportEvent]),
  /** There when Forge sends the event once more. */
  retryContext: Schema.optionalKey(Schema.Unknown)
}))

const handle = Effect.fnUntraced(function*(event: unknown) {
  const { body, retryContext } = yield* decode(event)
  if ("task" in body) return yield* Effect.ignore(PersonalData.report, { log: "Warn" })
  const outcome = yield* RunWorker.work(body, { isRepeated: retryContext !== undefined })
  return outcome._tag === "Done" ? undefined : new InvocationError({
    retryAfter: outcome.afterSeconds,
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    // Long functions need some, though the event says it all.
    retryData: { runId: body.runId }
  })
  // Of another version: its run is resumed by the next tick.
}, Effect.catchTag("SchemaError", () => Effect.logWarning("An event of another version came")))

export const consumer = (event: unknown) => Handler.run(handle(event))
