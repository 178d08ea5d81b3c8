/**
 * Writes Employee records to Assets, one object for each request, and tells a refusal of one record from a failure of
 * the service. When and in what order to write is not its business.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { EmployeeFields } from "../model/Employee.ts"
import { adjustName } from "../model/EmployeeName.ts"
import type { ObjectId } from "../model/Ids.ts"
import type { SourceError } from "../model/SourceError.ts"
import { DuplicateEntraUserId, EmployeeWriter, RecordRefused, type Written } from "../ports/EmployeeWriter.ts"
import { type AssetsError, toSourceError } from "./AssetsError.ts"
import { AssetsObjectClient } from "./AssetsObjectClient.ts"
import type { ObjectIn } from "./AssetsPayload.ts"
import type { DirectoryIds } from "./DirectoryDefinition.ts"
import { nameOfAttribute, toObjectIn } from "./EmployeeObject.ts"

type Refusal = DuplicateEntraUserId | RecordRefused | SourceError

export const make = Effect.fnUntraced(function*(ids: DirectoryIds) {
  const client = yield* AssetsObjectClient
  const nameOf = nameOfAttribute(ids)

  const toRefusal = (error: AssetsError | RecordRefused, fields: EmployeeFields): Refusal => {
    if (error._tag === "RecordRefused") return error
    if (error.reason._tag !== "Validation") return toSourceError(error)
    const { attributes, messages } = error.reason
    // Recognised by the attribute, not by Assets' words for it.
    if (fields.entraUserId !== undefined && ids.attributes.entraUserId.id in attributes) {
      return new DuplicateEntraUserId({})
    }
    const [attributeId] = Object.keys(attributes)
    return new RecordRefused({
      attribute: attributeId === undefined ? null : nameOf(attributeId),
      message: withNextStep([...messages, ...Object.values(attributes)].join("; ") || "Assets gives no reason")
    })
  }

  /** Whether Name alone may be what Assets refuses: it names no other attribute. */
  const mayBeName = (error: AssetsError | RecordRefused): boolean =>
    error._tag === "AssetsError" && error.reason._tag === "Validation" &&
    Object.keys(error.reason.attributes).every((id) => id === ids.name.id)

  /** Sends; when Name may be refused for its characters, once more without them. */
  const write = (
    fields: EmployeeFields,
    send: (object: ObjectIn) => Effect.Effect<ObjectId, AssetsError | RecordRefused>
  ): Effect.Effect<Written, Refusal> => {
    const attempt = (fields: EmployeeFields, nameAdjusted: boolean) =>
      Effect.map(send(toObjectIn(ids, fields)), (objectId): Written => ({ objectId, nameAdjusted }))
    return attempt(fields, false).pipe(
      Effect.catchIf(mayBeName, (error) => {
        const { name } = fields
        const adjusted = name === undefined ? "" : adjustName(name)
        return adjusted === "" || adjusted === name
          ? Effect.fail(error)
          : attempt({ ...fields, name: adjusted }, true)
      }),
      Effect.mapError((error) => toRefusal(error, fields))
    )
  }

  return EmployeeWriter.of({
    create: (fields) => write(fields, (object) => client.create(ids.workspaceId, object)),
    update: (objectId, fields) =>
      write(fields, (object) =>
        client.update(ids.workspaceId, objectId, object).pipe(
          Effect.as(objectId),
          Effect.catchReason("AssetsError", "NotFound", () => Effect.fail(removed))
        ))
  })
})

export const layer = (ids: DirectoryIds): Layer.Layer<EmployeeWriter, never, AssetsObjectClient> =>
  Layer.effect(EmployeeWriter, make(ids))

const removed = new RecordRefused({
  attribute: null,
  message: "The record was removed from Assets. Run the sync again, which goes by what is there now."
})

const withNextStep = (reason: string) =>
  `${reason.replace(/\.$/u, "")}. Correct this in Entra ID or in Assets, then run the sync again.`
