/**
 * What an app used of the platform, in the units that Forge limits or bills, and each limit that it went beyond. It
 * only counts.
 */
export interface Violation {
  /** Such as `egressCalls`, `logLines`, `pushChain`, `kvsWriteRate`. */
  readonly limit: string
  readonly functionKey: string
  readonly invocationId: string
  /** Virtual time in milliseconds. */
  readonly at: number
  readonly detail: string
}

export interface UsageSnapshot {
  /** Invocations begun, by function; and how they ended. */
  readonly invocations: Readonly<Record<string, number>>
  readonly outcomes: Readonly<Record<string, number>>
  readonly kvsReads: number
  readonly kvsWrites: number
  /** In units of 10 KB, as the rates count. */
  readonly kvsReadUnits: number
  readonly kvsWriteUnits: number
  /** Of values, as they are billed. */
  readonly kvsReadBytes: number
  readonly kvsWriteBytes: number
  /** The most units that one minute of the clock saw. */
  readonly mostReadUnitsInMinute: number
  readonly mostWriteUnitsInMinute: number
  readonly jiraRequests: number
  readonly egressCalls: number
  readonly mostEgressCallsInInvocation: number
  readonly pushes: number
  readonly pushedEvents: number
  /** Most pushes that followed from one invocation that no event began. */
  readonly longestChain: number
  readonly logLines: number
  readonly logBytes: number
  /** An invocation that ran out of time or memory counts as its whole time-out. */
  readonly gigabyteSeconds: number
  /** Of one invocation, with buffers. Not the same in two runs: it depends on when memory is tidied. */
  readonly mostHeapBytes: number
}

type Totals = { -readonly [Key in keyof Omit<UsageSnapshot, "invocations" | "outcomes">]: number }
type Additive = Exclude<keyof Totals, `most${string}` | "longestChain">

export interface ForgeUsage {
  readonly add: (total: Additive, amount?: number) => void
  readonly raise: (total: Exclude<keyof Totals, Additive>, to: number) => void
  readonly began: (functionKey: string) => void
  readonly ended: (outcome: string) => void
  readonly violate: (violation: Violation) => void
  readonly violations: () => ReadonlyArray<Violation>
  readonly snapshot: () => UsageSnapshot
}

export const make = (): ForgeUsage => {
  const invocations = new Map<string, number>()
  const outcomes = new Map<string, number>()
  const violations: Array<Violation> = []
  const totals: Totals = {
    kvsReads: 0,
    kvsWrites: 0,
    kvsReadUnits: 0,
    kvsWriteUnits: 0,
    kvsReadBytes: 0,
    kvsWriteBytes: 0,
    mostReadUnitsInMinute: 0,
    mostWriteUnitsInMinute: 0,
    jiraRequests: 0,
    egressCalls: 0,
    mostEgressCallsInInvocation: 0,
    pushes: 0,
    pushedEvents: 0,
    longestChain: 0,
    logLines: 0,
    logBytes: 0,
    gigabyteSeconds: 0,
    mostHeapBytes: 0
  }
  const count = (counts: Map<string, number>) => (key: string) => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return {
    add: (total, amount = 1) => {
      totals[total] += amount
    },
    raise: (total, to) => {
      totals[total] = Math.max(totals[total], to)
    },
    began: count(invocations),
    ended: count(outcomes),
    violate: (violation) => {
      violations.push(violation)
    },
    violations: () => [...violations],
    snapshot: () => ({
      ...totals,
      invocations: Object.fromEntries(invocations),
      outcomes: Object.fromEntries(outcomes)
    })
  }
}
