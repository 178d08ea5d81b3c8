/** What is promised of the engine, as the checks name it. Numbers are those of the list of invariants. */
export const promises = {
  1: "a preview writes nothing",
  2: "no object is ever deleted",
  3: "no object outside our ownership is modified",
  4: "nobody becomes inactive without a cause, and nothing that the guard stopped is applied unapproved",
  5: "at most one live object per Entra id",
  6: "an ambiguous match never writes",
  7: "a bound record never changes its Entra id",
  8: "applying a plan writes a subset of it and nothing else",
  9: "a row whose record moved since the plan is left alone",
  10: "two runs never both hold the lease",
  11: "nothing secret or personal is logged",
  12: "requests per window stay within the limits",
  13: "an absent attribute never clears, and nothing is made up",
  14: "a manager link points to the record of that manager",
  15: "a further run writes nothing",
  16: "once everything has healed, Assets equals the oracle",
  18: "everybody has exactly one outcome per run",
  19: "the counters of a run equal its writes",
  20: "no run stays active beyond its lease",
  lease: "nothing is written without the lease",
  cadence: "scheduled runs are neither doubled nor skipped",
  stored: "no stored value is above 200 KiB",
  sources: "nothing that was read stays after a run",
  ends: "a history comes to its end",
  determinism: "the same seed gives the same history"
} as const

export type PromiseName = keyof typeof promises
