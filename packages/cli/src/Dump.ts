/**
 * The employees as Assets has them, one JSON object per line: Name and the eleven attributes by the names that people
 * see; Manager as the manager's Entra User ID.
 */
import { attributeNames, type Employee } from "@entra-assets/core/model/Employee"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import * as Snapshot from "@entra-assets/core/sync/Snapshot"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Struct from "effect/Struct"
import { UsageError } from "./UsageError.ts"

const line = (employee: Employee, entraIdOf: ReadonlyMap<string, string | null>): string => {
  const record: Record<string, string | boolean | null> = { Name: employee.name }
  for (const key of Struct.keys(attributeNames)) {
    record[attributeNames[key]] = key === "manager" && employee.manager !== null
      ? entraIdOf.get(employee.manager) ?? null
      : employee[key]
  }
  return `${JSON.stringify(record)}\n`
}

/** Writes the file whole or not at all. */
export const write = Effect.fnUntraced(function*(file: string) {
  const files = yield* FileSystem.FileSystem
  const reader = yield* EmployeeReader
  const { values } = yield* Snapshot.collect("employees", reader.employees, (employee) => employee.objectId)
  const entraIdOf = new Map(values.map((employee) => [employee.objectId, employee.entraUserId]))
  const unfinished = `${file}.part`
  yield* files.writeFileString(unfinished, values.map((employee) => line(employee, entraIdOf)).join("")).pipe(
    Effect.andThen(files.rename(unfinished, file)),
    Effect.mapError(() =>
      new UsageError({ message: `${file}: the file cannot be written. Check the folder and your rights after --dump.` })
    ),
    Effect.onExit((exit) => exit._tag === "Success" ? Effect.void : Effect.ignore(files.remove(unfinished)))
  )
})
