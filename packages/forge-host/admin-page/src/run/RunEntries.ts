/** The entries of a run with what became of them: one word for each, and which of them a filter shows. */
import type { Entry } from "@entra-assets/core/plan/Entry"
import type { Outcome } from "@entra-assets/core/sync/Outcome"
import { type Run, written } from "@entra-assets/core/sync/Run"
import { plannedChanges, settledChanges } from "./RunProgress.ts"

export interface RunLine {
  readonly entry: Entry
  readonly outcome: Outcome | null
}

/** What became of an entry. `pending`: nobody has come to it. */
export const fates = ["written", "unchanged", "moved", "failed", "inDoubt", "pending"] as const
export type Fate = (typeof fates)[number]

/** Where an entry takes two writes, the one that did not work out says what became of it. */
export const fateOf = (outcome: RunLine["outcome"]): Fate => {
  if (outcome === null) return "pending"
  const both = [outcome.write.status, outcome.closing?.status]
  const worst = (["failed", "inDoubt", "moved"] as const).find((status) => both.includes(status))
  if (worst !== undefined) return worst
  return outcome.write.status === "waiting" ? "pending" : outcome.write.status
}

export type Kind = Entry["_tag"]
export const kinds: ReadonlyArray<Kind> = ["Create", "Update", "Inactivate", "Reactivate"]

/** `null`: all. */
export interface Filter {
  readonly kind: Kind | null
  readonly fate: Fate | null
}

export const everything: Filter = { kind: null, fate: null }

export const filtered = (lines: ReadonlyArray<RunLine>, { fate, kind }: Filter): ReadonlyArray<RunLine> =>
  lines.filter(({ entry, outcome }) =>
    (kind === null || entry._tag === kind) && (fate === null || fateOf(outcome) === fate)
  )

/** Entries of each fate, as the run counts them: a count may be higher than that, where an entry takes two writes. */
export const fateCounts = (run: Pick<Run, "counts" | "plan">): { readonly [fate in Fate]: number } => ({
  written: written(run),
  unchanged: run.counts.unchanged,
  moved: run.counts.moved,
  failed: run.counts.failed,
  inDoubt: run.counts.inDoubt,
  pending: Math.max(0, plannedChanges(run) - settledChanges(run) - run.counts.inDoubt)
})

/** Entries of each kind in the plan. */
export const kindCounts = ({ plan }: Pick<Run, "plan">): { readonly [kind in Kind]: number } => ({
  Create: plan?.create ?? 0,
  Update: plan?.update ?? 0,
  Inactivate: plan?.inactivate ?? 0,
  Reactivate: plan?.reactivate ?? 0
})

/** So many lines can be there at the most: once they are, no more pages have to be looked through. */
export const mostLines = (run: Pick<Run, "counts" | "plan">, { fate, kind }: Filter): number =>
  Math.min(
    kind === null ? plannedChanges(run) : kindCounts(run)[kind],
    fate === null ? Infinity : fateCounts(run)[fate]
  )
