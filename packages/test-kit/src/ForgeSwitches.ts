/**
 * What nobody could verify about Forge, and what an administrator may change under a running app: each a switch that a
 * test flips while the app runs. Chances are probabilities from 0 to 1 and zero unless said.
 */
export interface ForgeSwitches {
  // --- who may call -------------------------------------------------------------------------------------------------
  /** Accounts that administer Jira. */
  jiraAdmins: ReadonlyArray<string>
  /** Assets answers 401 to the app on behalf of a user who is not present. */
  assetsRefusesImpersonation: boolean
  /** Accounts that Assets answers 403 to. */
  withoutAssetsAccess: ReadonlyArray<string>
  /** The license that the runtime and the page are told of; `undefined` for free and development installations. */
  license: Readonly<Record<string, unknown>> | undefined

  // --- key-value store ----------------------------------------------------------------------------------------------
  /** How long after its end of life a value can still be read; up to 48 hours. */
  expiryLagMillis: number
  kvsThrottledChance: number
  kvsFailsChance: number
  /** The operation takes effect, or the push is taken, and no answer comes. */
  kvsAnswerLostChance: number
  queueAnswerLostChance: number
  /** Enforce the reads and writes of a minute. */
  enforceKvsRates: boolean

  // --- queue --------------------------------------------------------------------------------------------------------
  /** An event comes twice, never, or so much later than asked for. */
  eventDuplicatedChance: number
  eventLostChance: number
  eventLateChance: number
  eventLateMillis: number
  /** The longest that events take to their consumer, beyond their delay: more than nothing lets them overtake. */
  eventSpreadMillis: number
  /** Part of a push is not taken: 202. */
  pushPartlyFailsChance: number
  /** Events whose consumer threw, ran out of time or memory, or was killed come again. */
  retryFailedEvents: boolean

  // --- schedule -----------------------------------------------------------------------------------------------------
  /** How much earlier or later than its time a tick comes, at most. */
  tickJitterMillis: number
  tickMissedChance: number
  tickDuplicatedChance: number

  // --- personal data ------------------------------------------------------------------------------------------------
  /** Accounts that the personal data report answers for, and with what. */
  reportedAccounts: ReadonlyMap<string, "closed" | "updated">
}

export const make = (changes: Partial<ForgeSwitches> = {}): ForgeSwitches => ({
  jiraAdmins: [],
  assetsRefusesImpersonation: false,
  withoutAssetsAccess: [],
  license: undefined,
  expiryLagMillis: 0,
  kvsThrottledChance: 0,
  kvsFailsChance: 0,
  kvsAnswerLostChance: 0,
  queueAnswerLostChance: 0,
  enforceKvsRates: true,
  eventDuplicatedChance: 0,
  eventLostChance: 0,
  eventLateChance: 0,
  eventLateMillis: 3_600_000,
  eventSpreadMillis: 2000,
  pushPartlyFailsChance: 0,
  retryFailedEvents: true,
  tickJitterMillis: 600_000,
  tickMissedChance: 0,
  tickDuplicatedChance: 0,
  reportedAccounts: new Map(),
  ...changes
})
