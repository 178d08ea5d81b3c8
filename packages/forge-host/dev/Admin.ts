/** An admin of a simulated site: asks what the page would ask, through the bridge, and reads the answers by the contract. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import {
  type AnswerOf,
  type OperationName,
  type Operations,
  operations,
  Reply,
  type RequestOf
} from "../src/admin/AdminApi.ts"
import type { AdminError } from "../src/admin/AdminError.ts"
import type { SimulatedSite } from "./SimulatedSite.ts"

/** The app said no. */
export class Refusal extends Schema.TaggedError<Refusal>()("Refusal", {
  operation: Schema.String,
  error: Schema.Unknown
}) {
  override get message(): string {
    return `${this.operation}: ${JSON.stringify(this.error)}`
  }
}

const decodeReply = Schema.decodeUnknownEffect(Reply)

export interface Admin {
  readonly accountId: string
  readonly ask: <Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>
  ) => Effect.Effect<AnswerOf<Name>, Refusal>
  /** Why it does not work; succeeds only when the app says no. */
  readonly refused: <Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>
  ) => Effect.Effect<AdminError, AnswerOf<Name>>
  /** What the bridge carries, whatever is sent. */
  readonly send: (name: string, payload: unknown) => Effect.Effect<Reply>
}

export interface Options {
  readonly accountId?: string
  readonly license?: { readonly active: boolean }
}

export const make = (site: SimulatedSite, { accountId = site.adminId, license }: Options = {}): Admin => {
  const send = (name: string, payload: unknown) =>
    site.forge.resolve(name, payload, { accountId, ...(license !== undefined && { license }) }).pipe(
      Effect.flatMap(decodeReply),
      Effect.orDie
    )
  const ask = Effect.fnUntraced(function*<Name extends OperationName>(name: Name, request: RequestOf<Name>) {
    const operation: Operations[Name] = operations[name]
    const payload = yield* Effect.orDie(Schema.encodeUnknownEffect(operation.request)(request))
    const reply = yield* send(name, payload)
    if (!reply.ok) return yield* new Refusal({ operation: name, error: reply.error })
    const answer: AnswerOf<Name> = yield* Effect.orDie(Schema.decodeUnknownEffect(operation.answer)(reply.value))
    return answer
  })
  return {
    accountId,
    ask,
    refused: (name, request) =>
      Effect.flatMap(
        send(name, request),
        (reply) => reply.ok ? Effect.die(new Error(`${name} was answered`)) : Effect.succeed(reply.error)
      ),
    send
  }
}
