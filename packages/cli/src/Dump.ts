/**
 * The employees as Assets has them, one JSON object per line: Name and the eleven attributes by the names that people
 * see; Manager as the manager's Entra User ID.
 */
import { attributeNames, type Employee } from "@entra-assets/core/model/Employee"
import type { SourceError } from "@entra-assets/core/model/SourceError"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import * as Snapshot from "@entra-assets/core/sync/Snapshot"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type * as Scope from "effect/Scope"
import * as Struct from "effect/Struct"
import { UsageError } from "./UsageError.ts"

export interface Dump {
  /** Writes the file whole or not at all. */
  readonly write: Effect.Effect<void, UsageError | SourceError, EmployeeReader>
}

const line = (employee: Employee, entraIdOf: ReadonlyMap<string, string | null>): string => {
  const record: Record<string, string | boolean | null> = { Name: employee.name }
  for (const key of Struct.keys(attributeNames)) {
    record[attributeNames[key]] = key === "manager" && employee.manager !== null
      ? entraIdOf.get(employee.manager) ?? null
      : employee[key]
  }
  return `${JSON.stringify(record)}\n`
}

const refuse = (file: string, advice: string) => new UsageError({ message: `--dump ${file}: ${advice}` })

/** Where the content goes: what a link points to, or a new file. Anything but a file stays as it is. */
const target = Effect.fnUntraced(function*(file: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  if (!(yield* files.exists(file))) return path.resolve(file)
  const { type } = yield* files.stat(file)
  if (type !== "File") return yield* refuse(file, "this is not a file. Name a file to write to.")
  yield* files.access(file, { writable: true })
  return yield* files.realPath(file)
})

/** Finds out, before there is anything to write, whether the file can be written. Until then it stays as it was. */
export const open = Effect.fnUntraced(function*(
  file: string
): Effect.fn.Return<Dump, UsageError, FileSystem.FileSystem | Path.Path | Scope.Scope> {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const unwritable = () =>
    refuse(file, "the file cannot be written. Check that its folder exists and that you may write to it.")
  const { finished, unfinished } = yield* Effect.gen(function*() {
    const finished = yield* target(file)
    // In the same folder, so that moving it is one step.
    const options = { directory: path.dirname(finished), prefix: ".entra-assets-" }
    return { finished, unfinished: yield* files.makeTempFileScoped(options) }
  }).pipe(Effect.catchTag("PlatformError", () => Effect.fail(unwritable())))
  const write = Effect.gen(function*() {
    const reader = yield* EmployeeReader
    const snapshot = yield* Snapshot.collect("employees", reader.employees(null), (employee) => employee.objectId)
    if (snapshot._tag === "Partial") return yield* refuse(file, `not all employees could be read. ${snapshot.reason}`)
    const { values } = snapshot
    const entraIdOf = new Map(values.map((employee) => [employee.objectId, employee.entraUserId]))
    const text = values.map((employee) => line(employee, entraIdOf)).join("")
    yield* files.writeFileString(unfinished, text).pipe(
      Effect.andThen(files.rename(unfinished, finished)),
      Effect.mapError(unwritable)
    )
  })
  return { write }
})
