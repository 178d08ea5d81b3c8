/** The Employee records as they are now. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Employee } from "../model/Employee.ts"
import type { EntraId, ObjectId } from "../model/Ids.ts"
import type { SourceError } from "../model/SourceError.ts"
import type { Cursor, SourcePage } from "./SourcePage.ts"

export class EmployeeReader extends Context.Service<EmployeeReader, {
  /**
   * Every Employee record, managed or not. From the first page (`null`) or from the `next` of a page, as
   * `EntraDirectory.users`.
   */
  readonly employees: (from: Cursor | null) => Stream.Stream<SourcePage<Employee>, SourceError>
  /** The records with one of these Entra User IDs now; a record written moments ago may not be visible yet. */
  readonly findByEntraIds: (ids: ReadonlyArray<EntraId>) => Effect.Effect<ReadonlyArray<Employee>, SourceError>
  /** The records that these objects are now; removed ones are left out. */
  readonly findByObjectIds: (ids: ReadonlyArray<ObjectId>) => Effect.Effect<ReadonlyArray<Employee>, SourceError>
  /** Objects that the whole site holds, in all schemas. */
  readonly objectCount: Effect.Effect<number, SourceError>
}>()("@entra-assets/core/ports/EmployeeReader") {}
