/**
 * Web messages whose text is known before anybody reads it. A web `Request` or `Response` gives its body only through a
 * promise, and promises leave virtual time: between two that wait, nobody knows which goes on first. With these a
 * simulation is never left, and runs several times as fast.
 */
import * as Effect from "effect/Effect"

export class TextRequest extends Request {
  readonly knownText: string

  constructor(url: URL | string, init: RequestInit & { readonly body?: string }) {
    super(url, init)
    this.knownText = init.body ?? ""
  }
}

export class TextResponse extends Response {
  readonly knownText: string

  constructor(body: string | null, init: ResponseInit) {
    super(body, init)
    this.knownText = body ?? ""
  }
}

/** The connection breaks in the middle of this body: reading it fails. */
export class CutResponse extends Response {
  constructor(body: string, init: ResponseInit) {
    const bytes = new TextEncoder().encode(body)
    let sent = false
    super(
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (sent) return controller.error(new TypeError("terminated"))
          sent = true
          controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)))
        }
      }),
      init
    )
  }
}

/** The whole body, at once where it is known. */
export const text = (message: Request | Response): Effect.Effect<string> =>
  message instanceof TextRequest || message instanceof TextResponse
    ? Effect.succeed(message.knownText)
    : Effect.promise(() => message.text())
