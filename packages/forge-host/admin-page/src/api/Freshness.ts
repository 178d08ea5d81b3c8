/** What is known of how old the page's knowledge is: reads that fail over and over, and when the next one is worth it. */

/** Of a query of TanStack's, as much as matters here. */
export interface Read {
  readonly state: {
    readonly status: "pending" | "error" | "success"
    /** Of all time; `answered` makes it those in a row. */
    readonly errorUpdateCount: number
  }
}

/** How many errors there were when it was answered last. */
const before = new WeakMap<Read, number>()
const reasons = new WeakMap<Read, unknown>()

export const answered = (read: Read): void => void before.set(read, read.state.errorUpdateCount)

export const notAnswered = (read: Read, reason: unknown): void => void reasons.set(read, reason)

/** So many times in a row it was not answered. */
export const failuresOf = (read: Read): number =>
  read.state.status === "success" ? 0 : read.state.errorUpdateCount - (before.get(read) ?? 0)

/** Why it was not, also while it is asked again; `null` when it was. */
export const reasonOf = (read: Read): unknown => failuresOf(read) > 0 ? reasons.get(read) ?? null : null

const mostMillis = 60_000
/** What is read seldom, or only when something happens, is wanted sooner once it has failed. */
const soonMillis = 15_000

/** From one look to the next: after each failure twice as long, and never so long that nobody would wait for it. */
export const pauseAfter = (failures: number, usualMillis: number | false): number | false =>
  failures === 0
    ? usualMillis
    : Math.min(mostMillis, Math.min(usualMillis === false ? soonMillis : usualMillis, soonMillis) * 2 ** failures)
