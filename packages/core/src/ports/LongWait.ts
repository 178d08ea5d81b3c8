/**
 * Told when a request would have to wait for longer than the clients may: for their own pace, for what the service said,
 * or for a budget. Whoever hears it may never answer and end what runs the request; once it answers, the request is
 * given up as throttled. By default nobody hears it.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Api } from "../model/Api.ts"

export const Wait = Schema.Struct({
  api: Api,
  /** Milliseconds since 1970; before that there is no point in asking. */
  until: Schema.Int
})
export type Wait = typeof Wait.Type

export const LongWait = Context.Reference<(wait: Wait) => Effect.Effect<void>>("@entra-assets/core/ports/LongWait", {
  defaultValue: () => () => Effect.void
})
