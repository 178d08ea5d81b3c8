/**
 * What a simulation found out, in the shape that `--json` prints: one document for machines, and all that the summary
 * for people is made from.
 */
import * as Schema from "effect/Schema"
import { DirectoryNumbers, PreviewNumbers, RunNumbers, SyncNumbers } from "./SyncNumbers.ts"

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
  directory: DirectoryNumbers,
  preview: PreviewNumbers,
  run: RunNumbers,
  secondRun: Schema.Struct({ writes: Schema.Int }),
  nextDay: SyncNumbers,
  /** Of the first preview and run together; `setup` also has the creation of the schema. */
  requests: RequestNumbers,
  resources: Schema.Struct({ wallMs: Schema.Int, peakRssMiB: Schema.Int })
})
export type SimulationReport = typeof SimulationReport.Type

export const toJson = Schema.encodeSync(Schema.fromJsonString(SimulationReport))
