/**
 * How long one attempt of a request may take, in milliseconds, as the clients are set: so long after it was sent, a
 * write may still take effect.
 */
import * as Context from "effect/Context"

export const RequestTimeout = Context.Reference<number>("@entra-assets/core/ports/RequestTimeout", {
  defaultValue: () => 30_000
})
