/**
 * Many reads in few requests: `POST /$batch` with up to 20 of them. A read inside a batch is throttled and fails on its
 * own, so those that may pass are put into another batch, as often as the retry settings say.
 */
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as LimitHeaders from "../../http/LimitHeaders.ts"
import * as Retry from "../../http/Retry.ts"
import type { GraphError } from "../GraphError.ts"
import { BatchAnswer } from "../GraphPayload.ts"
import type { Operation, Read } from "./GraphRequest.ts"

/** The answer to one read of a batch. */
export interface Inner {
  readonly status: number
  readonly body?: unknown
}

export interface Options {
  readonly read: Read
  /** Such as `https://graph.microsoft.com/v1.0`. */
  readonly baseUrl: string
  readonly retry: Retry.RetrySettings
  /** Batches in flight at once. */
  readonly concurrency: number
}

/** Most reads that Graph takes in one batch. */
const size = 20

const decodeBatch = HttpClientResponse.schemaBodyJson(BatchAnswer)

/** A function that reads URLs, relative to the version, and answers for each in order; `undefined` is no answer. */
export const make = ({ baseUrl, concurrency, read, retry }: Options) => {
  const repeating = Retry.repeating(retry)

  const ask = Effect.fnUntraced(function*(operation: Operation, urls: ReadonlyArray<string>) {
    const requests = urls.map((url, index) => ({ id: String(index + 1), method: "GET", url }))
    const answers = new Map<string, Inner>()
    const isOpen = ({ id }: { readonly id: string }) => Retry.isTransientStatus(answers.get(id)?.status ?? 504)

    const round = Effect.gen(function*(): Effect.fn.Return<void, Retry.Setback<void, GraphError>> {
      const open = requests.filter(isOpen)
      const post = HttpClientRequest.post(`${baseUrl}/$batch`, { acceptJson: true }).pipe(
        HttpClientRequest.bodyJsonUnsafe({ requests: open })
      )
      const { responses } = yield* Effect.mapError(read(operation, post, open.length, decodeBatch), final)
      const now = yield* Clock.currentTimeMillis
      for (const { body, id, status } of responses) answers.set(id, { status, body })
      const waits = responses.filter(isOpen).map(({ headers }) =>
        LimitHeaders.waitMillis(Headers.fromInput(headers ?? {}), now)
      )
      // What is still open when the repeats are over counts as it is.
      return yield* open.some(isOpen)
        ? Effect.fail({ outcome: Effect.void, waitMillis: Math.max(0, ...waits) })
        : Effect.void
    })
    yield* repeating(round)
    return requests.map(({ id }) => answers.get(id))
  })

  return (
    operation: Operation,
    urls: ReadonlyArray<string>
  ): Effect.Effect<ReadonlyArray<Inner | undefined>, GraphError> =>
    Effect.forEach(Arr.chunksOf(urls, size), (chunk) => ask(operation, chunk), { concurrency }).pipe(
      Effect.map(Arr.flatten)
    )
}

/** The batch itself has been repeated already. */
const final = (error: GraphError) => ({ outcome: Effect.fail(error), waitMillis: Infinity })
