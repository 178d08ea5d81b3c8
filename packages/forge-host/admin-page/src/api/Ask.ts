/** Asks the app through Forge's bridge, and reads answers by the contract of both sides. */
import {
  type AnswerOf,
  type OperationName,
  type Operations,
  operations,
  Reply,
  type RequestOf
} from "@entra-assets/forge-host/admin/AdminApi"
import type { AdminError } from "@entra-assets/forge-host/admin/AdminError"
import { invoke } from "@forge/bridge"
import * as Schema from "effect/Schema"
import { AskError } from "./AskError.ts"

export { AskError }

const noAnswer: AdminError = { _tag: "Unavailable", message: "The app did not answer. Try again in a minute." }

const decodeReply = Schema.decodeUnknownPromise(Reply)

/** Rejects only with an `AskError`. */
export const ask = async <Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>
): Promise<AnswerOf<Name>> => {
  const operation: Operations[Name] = operations[name]
  const reply = await Promise.resolve(Schema.encodeUnknownPromise(operation.request)(request))
    .then((payload) => invoke(name, payload))
    .then(decodeReply)
    .catch((): Reply => ({ ok: false, error: noAnswer }))
  if (!reply.ok) throw new AskError(reply.error)
  const answer: Promise<AnswerOf<Name>> = Schema.decodeUnknownPromise(operation.answer)(reply.value)
  return answer.catch(() => {
    throw new AskError(noAnswer)
  })
}
