/**
 * When the admin in whose name the app asks Assets was deactivated or lost access, a run ends as "needs reconnection"
 * instead of with a refusal that nobody can place. It tries nothing else by itself.
 */
import { SourceError } from "@entra-assets/core/model/SourceError"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import { EmployeeWriter } from "@entra-assets/core/ports/EmployeeWriter"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { Connection } from "./SiteSettings.ts"

/** What to do when the connecting admin can no longer be the caller. */
export const takeOver = "Any Jira admin can take over: choose Reconnect on the admin page and confirm."

/** The failure as it concerns this connection; any but a refusal of Assets to the impersonated admin stays as it is. */
export const reconnecting = ({ caller }: Connection) => (error: SourceError): SourceError =>
  caller._tag === "Impersonated" && error.source === "assets" &&
    (error.reason === "Unauthorized" || error.reason === "Forbidden")
    ? new SourceError({
      source: "assets",
      reason: "NeedsReconnection",
      message: "The app can no longer use Assets in the name of the admin who connected it.",
      nextStep: takeOver,
      details: error.details === undefined ? error.message : `${error.message} ${error.details}`
    })
    : error

/** Reader and writer whose refusals are told so. */
export const decorate = (
  connection: Connection
): Layer.Layer<EmployeeReader | EmployeeWriter, never, EmployeeReader | EmployeeWriter> => {
  const told = reconnecting(connection)
  const reader = Layer.effect(
    EmployeeReader,
    EmployeeReader.useSync(({ employees, findByEntraIds, findByObjectIds, objectCount }) => ({
      employees: (from) => Stream.mapError(employees(from), told),
      findByEntraIds: (ids) => Effect.mapError(findByEntraIds(ids), told),
      findByObjectIds: (ids) => Effect.mapError(findByObjectIds(ids), told),
      objectCount: Effect.mapError(objectCount, told)
    }))
  )
  const writer = Layer.effect(
    EmployeeWriter,
    EmployeeWriter.useSync(({ create, update }) => ({
      create: (fields) => Effect.catchTag(create(fields), "SourceError", (error) => Effect.fail(told(error))),
      update: (objectId, fields) =>
        Effect.catchTag(update(objectId, fields), "SourceError", (error) => Effect.fail(told(error)))
    }))
  )
  return Layer.merge(reader, writer)
}
