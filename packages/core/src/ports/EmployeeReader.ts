/** The Employee records as they are now. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Employee } from "../model/Employee.ts"
import type { EntraId } from "../model/Ids.ts"
import type { SourceError } from "../model/SourceError.ts"
import type { SourcePage } from "./SourcePage.ts"

export class EmployeeReader extends Context.Service<EmployeeReader, {
  /** Every Employee record, managed or not. */
  readonly employees: Stream.Stream<SourcePage<Employee>, SourceError>
  /** The records that have this Entra User ID now; a record written moments ago may not be visible yet. */
  readonly findByEntraId: (id: EntraId) => Effect.Effect<ReadonlyArray<Employee>, SourceError>
  /** Objects that the whole site holds, in all schemas. */
  readonly objectCount: Effect.Effect<number, SourceError>
}>()("@entra-assets/core/ports/EmployeeReader") {}
