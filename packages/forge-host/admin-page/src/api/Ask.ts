/** Asks the app through Forge's bridge, and reads answers by the contract of both sides. */
import {
  type AnswerOf,
  type OperationName,
  type Operations,
  operations,
  Reply,
  type RequestOf
} from "@entra-assets/forge-host/admin/AdminApi"
import { invoke } from "@forge/bridge"
import * as Schema from "effect/Schema"
import { AskError, type Reason } from "./AskError.ts"

/** Forge ends a function long before. A computer that has slept may wait for what never comes. */
const mostMillis = 60_000

const inTime = <A>(answer: Promise<A>): Promise<A> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new AskError({ _tag: "NoAnswer" })), mostMillis)
    void answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })

const otherwise = (reason: Reason) => (): never => {
  throw new AskError(reason)
}

const notUnderstood = otherwise({ _tag: "OtherVersion" })
const silent = otherwise({ _tag: "NoAnswer" })

const decodeReply = Schema.decodeUnknownPromise(Reply)

/** Rejects only with an `AskError`. */
export const ask = async <Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>
): Promise<AnswerOf<Name>> => {
  const operation: Operations[Name] = operations[name]
  const payload = await Schema.encodeUnknownPromise(operation.request)(request).catch(notUnderstood)
  const carried = await inTime(Promise.resolve().then(() => invoke(name, payload))).catch(silent)
  const reply = await decodeReply(carried).catch(notUnderstood)
  if (!reply.ok) throw new AskError(reply.error)
  const answer: Promise<AnswerOf<Name>> = Schema.decodeUnknownPromise(operation.answer)(reply.value)
  return answer.catch(notUnderstood)
}
