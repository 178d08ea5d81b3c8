/** What a run did, record by record in numbers, and what went wrong. */
import * as Schema from "effect/Schema"
import { Finding } from "../model/Finding.ts"
import { EntraId, ObjectId } from "../model/Ids.ts"
import { SourceError } from "../model/SourceError.ts"

/** A record that was not written, and why. */
export const Failure = Schema.Struct({
  entraId: EntraId,
  /** `null` when the record would have been new. */
  objectId: Schema.NullOr(ObjectId),
  /** The attribute's name, where Assets named one. */
  attribute: Schema.NullOr(Schema.String),
  message: Schema.String
})
export type Failure = typeof Failure.Type

export const RunReport = Schema.Struct({
  planId: Schema.String,
  created: Schema.Int,
  updated: Schema.Int,
  inactivated: Schema.Int,
  reactivated: Schema.Int,
  /** Records whose Manager this run set. */
  managerLinks: Schema.Int,
  failed: Schema.Int,
  /** The first failures and findings; `failed` counts all of them. */
  failures: Schema.Array(Failure),
  findings: Schema.Array(Finding)
})
export type RunReport = typeof RunReport.Type

/** At most so many failures and so many findings are kept in a report. */
export const keptDetails = 200

/** The run had to stop; `report` says what it had done by then. Applying a new plan goes on from there. */
export class RunStopped extends Schema.TaggedError<RunStopped>()("RunStopped", {
  report: RunReport,
  cause: SourceError
}) {
  override get message(): string {
    return `The run stopped: ${this.cause.message}`
  }

  get nextStep(): string {
    return this.cause.nextStep
  }
}
