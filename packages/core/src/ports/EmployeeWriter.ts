/**
 * The only way to change Employee records. A preview does not require it, so its type says that it cannot write.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { EmployeeFields } from "../model/Employee.ts"
import type { ObjectId } from "../model/Ids.ts"
import type { SourceError } from "../model/SourceError.ts"

/** Another record has this Entra User ID already. */
export class DuplicateEntraUserId extends Schema.TaggedError<DuplicateEntraUserId>()("DuplicateEntraUserId", {}) {}

/** Assets refused this record, and only this one; writing it again would fail again. */
export class RecordRefused extends Schema.TaggedError<RecordRefused>()("RecordRefused", {
  /** The attribute's name as people see it, where Assets named one. */
  attribute: Schema.NullOr(Schema.String),
  /** What happened, and what the person can do. */
  message: Schema.String
}) {}

/** What a write did. `nameAdjusted`: Name was refused and went through with its reserved characters as spaces. */
export interface Written {
  readonly objectId: ObjectId
  readonly nameAdjusted: boolean
}

export class EmployeeWriter extends Context.Service<EmployeeWriter, {
  readonly create: (
    fields: EmployeeFields
  ) => Effect.Effect<Written, DuplicateEntraUserId | RecordRefused | SourceError>
  /** Sends the named fields and no others. */
  readonly update: (
    objectId: ObjectId,
    fields: EmployeeFields
  ) => Effect.Effect<Written, DuplicateEntraUserId | RecordRefused | SourceError>
}>()("@entra-assets/core/ports/EmployeeWriter") {}
