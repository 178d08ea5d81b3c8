/** The numbers of previews and runs, as every document of the command shows them. */
import { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { RunCounts } from "@entra-assets/core/sync/Run"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"

const { create, findings, inactivate, reactivate, unchanged, update } = PlanCounts.fields
const { created, failed, inactivated, managerLinks, moved, reactivated, updated } = RunCounts.fields

export const PreviewNumbers = Schema.Struct({ create, update, inactivate, reactivate, unchanged, findings })
export type PreviewNumbers = typeof PreviewNumbers.Type

export const ofPlan = (counts: PlanCounts): PreviewNumbers => Struct.pick(counts, Struct.keys(PreviewNumbers.fields))

export const RunNumbers = Schema.Struct({
  created,
  updated,
  inactivated,
  reactivated,
  managerLinks,
  failed,
  /** Left alone, because they were changed after the plan was made; absent when there were none. */
  moved: Schema.optionalKey(moved)
})
export type RunNumbers = typeof RunNumbers.Type

export const ofRun = ({ moved, ...counts }: RunCounts): RunNumbers => ({
  ...Struct.pick(counts, Struct.keys(Struct.omit(RunNumbers.fields, ["moved"]))),
  ...(moved > 0 && { moved })
})

/** One preview and the run that applied it. */
export const SyncNumbers = Schema.Struct({ preview: PreviewNumbers, run: RunNumbers })
export type SyncNumbers = typeof SyncNumbers.Type

/** How many people and accounts there are. */
export const DirectoryNumbers = Schema.Struct({ people: Schema.Int, accounts: Schema.Int })
export type DirectoryNumbers = typeof DirectoryNumbers.Type
