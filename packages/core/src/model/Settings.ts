/**
 * What an admin can set about a sync, without the secret. A plan carries the digest of the settings it was made under.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Cloud } from "./Cloud.ts"
import { GuardLimits } from "./GuardLimits.ts"

const PositiveInt = Schema.Int.check(Schema.isGreaterThan(0))

export const Settings = Schema.Struct({
  cloud: Cloud.pipe(Schema.withDecodingDefaultKey(Effect.succeed("global" as const))),
  /** Directory (tenant) ID: a GUID, or a domain of the tenant. */
  tenantId: Schema.NonEmptyString,
  /** Application (client) ID: a GUID. */
  clientId: Schema.String.check(Schema.isGUID()),
  /** Assets objects the site may hold; Premium and Enterprise include 50,000 (support.atlassian.com, Assets usage). */
  objectAllowance: PositiveInt.pipe(Schema.withDecodingDefaultKey(Effect.succeed(50_000))),
  /** Longest text that Assets accepts in a text attribute, in UTF-16 units. */
  textLimit: PositiveInt.pipe(Schema.withDecodingDefaultKey(Effect.succeed(255))),
  /** Writes in flight at once. */
  writeConcurrency: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 })).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(8))
  ),
  /** How long a written object may stay invisible to AQL, in seconds. */
  indexLagSeconds: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(60))
  ),
  /** In how many runs in a row somebody must be proved gone before they become inactive. */
  absenceRuns: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 })).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(1))
  ),
  /** How far a plan may go before the guard stops it. */
  guard: GuardLimits.pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
})
export type Settings = typeof Settings.Type

/** Fills in the defaults. */
export const decode = Schema.decodeUnknownEffect(Settings)

/** The same for settings that stand in code; throws where a value has the wrong form. */
export const make: (settings: typeof Settings.Encoded) => Settings = Schema.decodeSync(Settings)
