/**
 * How far a plan may go before the guard stops it. Counts are of people, percentages whole numbers from 0 to 100, and
 * a limit is passed by what lies above it: at 100 % nothing does. What is counted stands in `plan/Guard.ts`.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const count = (byDefault: number) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).pipe(Schema.withDecodingDefaultKey(Effect.succeed(byDefault)))

const percent = (byDefault: number) =>
  Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(byDefault))
  )

const Inactivations = Schema.Struct({
  /** People who may become inactive in one run, whatever their share. */
  most: count(500),
  /** So many may always. */
  above: count(10),
  /** Beyond those, so many percent of the active records may. */
  percent: percent(5)
})

const Group = Schema.Struct({
  /** Active records from which on a department or a manager's tree is watched. */
  size: Schema.Int.check(Schema.isGreaterThan(0)).pipe(Schema.withDecodingDefaultKey(Effect.succeed(5))),
  /** Percent of them who may become inactive in one run. */
  percent: percent(50)
})

const Unmatched = Schema.Struct({
  /** Accounts for which nobody is found: by so many they may always rise between two runs. */
  above: count(20),
  /** Beyond those, their share of the active accounts may rise by so many percentage points. */
  points: percent(10)
})

const Blanked = Schema.Struct({
  /** Records on which one attribute may always be emptied in one run. */
  above: count(20),
  /** Beyond those, so many percent of the records that have a value may be. */
  percent: percent(10)
})

export const GuardLimits = Schema.Struct({
  /** Off: what the guard finds is still shown, but blocks no run. */
  enabled: Schema.Boolean.pipe(Schema.withDecodingDefaultKey(Effect.succeed(true))),
  inactivations: Inactivations.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  group: Group.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  unmatched: Unmatched.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  blanked: Blanked.pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
})
export type GuardLimits = typeof GuardLimits.Type
