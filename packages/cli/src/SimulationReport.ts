/**
 * What a simulation found out, in the shape that `--json` prints: one document for machines, and all that the summary
 * for people is made from.
 */
import { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import { RunReport } from "@entra-assets/core/sync/RunReport"
import * as Schema from "effect/Schema"

const { create, findings, inactivate, reactivate, unchanged, update } = PlanCounts.fields
const { created, failed, inactivated, managerLinks, reactivated, updated } = RunReport.fields

export const PreviewNumbers = Schema.Struct({ create, update, inactivate, reactivate, unchanged, findings })
export type PreviewNumbers = typeof PreviewNumbers.Type

export const RunNumbers = Schema.Struct({ created, updated, inactivated, reactivated, managerLinks, failed })
export type RunNumbers = typeof RunNumbers.Type

export const RequestNumbers = Schema.Struct({
  /** Creating or checking the schema, finding the workspace, reading how many objects the site holds. */
  setup: Schema.Int,
  token: Schema.Int,
  graph: Schema.Int,
  jira: Schema.Int,
  /** AQL, totalcount and object GETs. */
  assetsRead: Schema.Int,
  /** Object creates and updates. */
  assetsWrite: Schema.Int
})
export type RequestNumbers = typeof RequestNumbers.Type

export const SimulationReport = Schema.Struct({
  /** All Entra users and all Jira accounts. */
  directory: Schema.Struct({ people: Schema.Int, accounts: Schema.Int }),
  preview: PreviewNumbers,
  run: RunNumbers,
  secondRun: Schema.Struct({ writes: Schema.Int }),
  nextDay: Schema.Struct({ preview: PreviewNumbers, run: RunNumbers }),
  /** Of the first preview and run together; `setup` also has the creation of the schema. */
  requests: RequestNumbers,
  resources: Schema.Struct({ wallMs: Schema.Int, peakRssMiB: Schema.Int })
})
export type SimulationReport = typeof SimulationReport.Type

export const toJson = Schema.encodeSync(Schema.fromJsonString(SimulationReport))
