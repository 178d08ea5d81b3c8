/**
 * The bearer token for Graph, as the Graph client sees it: something that can be had, and had anew once Graph refuses
 * it. Where it comes from is another module's business (`MsalAccessToken` for the real service).
 */
import * as Cache from "effect/Cache"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

export const TokenReason = Schema.Literals([
  "WrongSecret",
  "ExpiredSecret",
  "MissingSecret",
  "AppNotFound",
  "AppDisabled",
  "TenantNotFound",
  "TenantMalformed",
  "WrongCloud",
  "BadScope",
  "ResourceNotFound",
  "ConsentMissing",
  "ConditionalAccess",
  "Throttled",
  "Unavailable",
  /** Refused for a reason that has no name here; `code` says more. */
  "Refused",
  /** A token answer without the documented shape. */
  "InvalidResponse"
])
export type TokenReason = typeof TokenReason.Type

/** Why there is no token. It holds neither the secret nor the names of tenant and app. */
export class TokenError extends Schema.TaggedError<TokenError>()("TokenError", {
  reason: TokenReason,
  /** What happened, in a sentence. */
  message: Schema.String,
  /** What the person can do. */
  nextStep: Schema.String,
  /** The AADSTS number. */
  code: Schema.optionalKey(Schema.Int),
  /** Microsoft's own ids of the request, for its support. */
  traceId: Schema.optionalKey(Schema.String),
  correlationId: Schema.optionalKey(Schema.String)
}) {}

export class AccessToken extends Context.Service<AccessToken, {
  /** The current token. */
  readonly get: Effect.Effect<Redacted.Redacted, TokenError>
  /** A token other than the one that was refused; asks for it at most once, however many requests were refused. */
  readonly refresh: (refused: Redacted.Redacted) => Effect.Effect<Redacted.Redacted, TokenError>
}>()("@entra-assets/core/graph/AccessToken") {}

/** A token as the token endpoint grants it. */
export interface Grant {
  readonly token: Redacted.Redacted
  readonly expiresInSeconds: number
}

/** Keeps what `acquire` grants until shortly before it expires; whoever asks meanwhile shares one acquisition. */
export const make = Effect.fnUntraced(function*<R>(acquire: Effect.Effect<Grant, TokenError, R>) {
  const cache = yield* Cache.makeWith<typeof key, Grant, TokenError, R, "construction">(() => acquire, {
    capacity: 1,
    timeToLive,
    requireServicesAt: "construction"
  })
  const get = Effect.map(Cache.get(cache, key), (grant) => grant.token)
  return AccessToken.of({
    get,
    refresh: (refused) => Effect.andThen(Cache.invalidateWhen(cache, key, (grant) => grant.token === refused), get)
  })
})

export const layer = <R>(acquire: Effect.Effect<Grant, TokenError, R>): Layer.Layer<AccessToken, never, R> =>
  Layer.effect(AccessToken, make(acquire))

/** A cache of one entry needs some key. */
const key = "token"

/** Five minutes before its end a token counts as expired, so that no request takes an old one along. */
const marginSeconds = 300

/** A failure is not kept: the next one to ask tries again. */
const timeToLive = (exit: Exit.Exit<Grant, TokenError>): Duration.Duration =>
  Exit.isSuccess(exit)
    ? Duration.seconds(Math.max(exit.value.expiresInSeconds - marginSeconds, exit.value.expiresInSeconds / 2))
    : Duration.zero
