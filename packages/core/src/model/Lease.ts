/**
 * The rules of the lease: who may run, until when, and what each request makes of the record. There is one lease for
 * each store, and it names the active run. Nothing is stored here; an implementation of `LeaseStore` is a
 * compare-and-set around these functions. Times are milliseconds since 1970.
 */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

export const LeaseRecord = Schema.Struct({
  /** Rises by one with every acquire and never falls. */
  fence: Schema.Int.check(Schema.isGreaterThan(0)),
  /** The run's id. */
  owner: Schema.NonEmptyString,
  /** The slice that works; `null` between two slices, while the place is kept for the owner's next. */
  holder: Schema.NullOr(Schema.NonEmptyString),
  /** From this moment on nobody has it; 0 when it was given back. At most what a `Date` can hold. */
  expiresAt: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8.64e15 }))
})
export type LeaseRecord = typeof LeaseRecord.Type

/** What a slice has in its hands: the record that made it the holder. */
export interface Lease extends LeaseRecord {
  readonly holder: string
}

/** `start` takes a place that is free; `resume` takes the owner's own place again. */
export interface Claim {
  readonly owner: string
  /** Unique to the slice. */
  readonly holder: string
  readonly millis: number
  readonly mode: "start" | "resume"
}

/** Somebody else has it now. For `resume`, that is another slice of the same run. */
export class LeaseHeld extends Schema.TaggedError<LeaseHeld>()("LeaseHeld", { present: LeaseRecord }) {
  override get message(): string {
    const { expiresAt, holder, owner } = this.present
    const who = holder === null ? `The place is kept for run ${owner}, which is to go on` : `Run ${owner} is working`
    const until = DateTime.formatIso(DateTime.makeUnsafe(expiresAt))
    return `${who}. Wait for its end or cancel it; if it has died, it loses the place at ${until}.`
  }
}

/** It ran out, or another has taken it; what its holder was doing must stop. */
export class LeaseLost extends Schema.TaggedError<LeaseLost>()("LeaseLost", {
  owner: Schema.String,
  /** Of what was lost; `null` where a run wanted to resume. */
  fence: Schema.NullOr(Schema.Int),
  /** As it is now; `null` when there is none, or when nobody could say. */
  present: Schema.NullOr(LeaseRecord)
}) {
  override get message(): string {
    return this.present === null || this.present.owner === this.owner
      ? `Run ${this.owner} no longer has the right to work. It can be resumed.`
      : `Run ${this.present.owner} has taken the place of run ${this.owner}, which cannot go on.`
  }
}

export const isExpired = (record: LeaseRecord, now: number): boolean => now >= record.expiresAt

/**
 * `start` is refused while anybody has the lease or a place is kept. `resume` is refused while another slice of the run
 * works (`LeaseHeld`), and for good once the record is not the run's (`LeaseLost`).
 */
export const acquire = (
  record: LeaseRecord | null,
  { holder, millis, mode, owner }: Claim,
  now: number
): Result.Result<Lease, LeaseHeld | LeaseLost> => {
  const taken = (): Result.Result<Lease> =>
    Result.succeed({ fence: (record?.fence ?? 0) + 1, owner, holder, expiresAt: now + millis })
  if (mode === "resume" && record?.owner !== owner) {
    return Result.fail(new LeaseLost({ owner, fence: null, present: record }))
  }
  if (record === null || isExpired(record, now)) return taken()
  return mode === "resume" && record.holder === null
    ? taken()
    : Result.fail(new LeaseHeld({ present: record }))
}

/** Whether this is still the record of that lease, and has not run out, even if nobody else came. */
const stillHeld = (record: LeaseRecord | null, lease: Lease, now: number): record is LeaseRecord =>
  record !== null && record.fence === lease.fence && record.holder === lease.holder && !isExpired(record, now)

const lostTo = (present: LeaseRecord | null, { fence, owner }: Lease) => new LeaseLost({ owner, fence, present })

/** Only for the present holder, and only before it runs out. */
export const renew = (
  record: LeaseRecord | null,
  lease: Lease,
  millis: number,
  now: number
): Result.Result<Lease, LeaseLost> =>
  stillHeld(record, lease, now)
    ? Result.succeed({ ...lease, expiresAt: now + millis })
    : Result.fail(lostTo(record, lease))

/** Gives it back; with `keepMillis` above 0, keeps the place for that long for the owner's next slice. */
export const release = (
  record: LeaseRecord | null,
  lease: Lease,
  keepMillis: number,
  now: number
): Result.Result<LeaseRecord, LeaseLost> =>
  stillHeld(record, lease, now)
    ? Result.succeed({ ...lease, holder: null, expiresAt: keepMillis > 0 ? now + keepMillis : 0 })
    : Result.fail(lostTo(record, lease))
