import { assert, it } from "@effect/vitest"
import * as AccessToken from "@entra-assets/core/graph/AccessToken"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import { Cloud, cloudHosts } from "@entra-assets/core/model/Cloud"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { passing } from "../fixtures/VirtualTime.ts"

const options: MsalAccessToken.Options = {
  cloud: "global",
  tenantId: "aaaaaaaa-0000-0000-0000-000000000001",
  clientId: "bbbbbbbb-0000-0000-0000-000000000002",
  clientSecret: Redacted.make("s3cret+&=ä")
}

const granted = (token: string) => Response.json({ token_type: "Bearer", expires_in: 3599, access_token: token })

const refused = (status: number, code: number) =>
  Response.json({
    error: "invalid_client",
    error_description: `AADSTS${code}: about s3cret and ${options.tenantId}.`,
    error_codes: [code],
    trace_id: "00000000-0000-0000-0000-000000000000",
    correlation_id: "11111111-1111-1111-1111-111111111111"
  }, { status })

/** Asks an endpoint that gives these answers, the last one again and again. */
const getToken = Effect.fnUntraced(
  function*(answers: ReadonlyArray<Response | "no connection">, changed: Partial<MsalAccessToken.Options> = {}) {
    const requests: Array<HttpClientRequest.HttpClientRequest> = []
    const http = HttpClient.make((request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)]
      requests.push(request)
      return answer instanceof Response
        ? Effect.succeed(HttpClientResponse.fromWeb(request, answer.clone()))
        : Effect.fail(new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request }) }))
    })
    const layer = MsalAccessToken.layer({ ...options, ...changed }).pipe(
      Layer.provide(ApiClient.layer()),
      Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
    )
    const result = yield* passing(
      AccessToken.AccessToken.use((accessToken) => Effect.result(accessToken.get)).pipe(Effect.provide(layer))
    )
    return result._tag === "Success"
      ? { requests, token: Redacted.value(result.success), error: undefined }
      : { requests, token: undefined, error: result.failure }
  }
)

const formOf = (request: HttpClientRequest.HttpClientRequest | undefined) =>
  new URLSearchParams(request?.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "")

it.effect.each(Cloud.literals)("a token of the cloud %s costs one request", (cloud) =>
  Effect.gen(function*() {
    const { requests, token } = yield* getToken([granted("the token")], { cloud })
    assert.strictEqual(token, "the token")
    assert.strictEqual(requests.length, 1)
    const [request] = requests
    const endpoint = `https://${cloudHosts[cloud].login}/${options.tenantId}/oauth2/v2.0/token`
    assert.strictEqual(request?.method, "POST")
    assert.isTrue(request?.url.startsWith(endpoint), request?.url)
    const form = formOf(request)
    assert.strictEqual(form.get("grant_type"), "client_credentials")
    assert.strictEqual(form.get("client_id"), options.clientId)
    assert.strictEqual(form.get("client_secret"), "s3cret+&=ä")
    assert.strictEqual(form.get("scope"), `https://${cloudHosts[cloud].graph}/.default`)
  }))

it.effect("a refusal says why, and nothing that is secret", () =>
  Effect.gen(function*() {
    const { error, requests } = yield* getToken([refused(401, 7000215)])
    assert.strictEqual(requests.length, 1)
    assert.strictEqual(error?.reason, "WrongSecret")
    assert.strictEqual(error?.traceId, "00000000-0000-0000-0000-000000000000")
    assert.notMatch(JSON.stringify(error), /s3cret|aaaaaaaa-/)
  }))

it.effect("what Microsoft calls temporary is tried again, even in a 400", () =>
  Effect.gen(function*() {
    const { requests, token } = yield* getToken([refused(400, 90033), granted("at last")])
    assert.strictEqual(token, "at last")
    assert.strictEqual(requests.length, 2)
  }))

it.effect("so is an endpoint that is down, within bounds", () =>
  Effect.gen(function*() {
    const recovered = yield* getToken([new Response("", { status: 503 }), "no connection", granted("at last")])
    assert.strictEqual(recovered.token, "at last")
    const down = yield* getToken(["no connection"])
    assert.strictEqual(down.requests.length, 6)
    assert.strictEqual(down.error?.reason, "Unavailable")
  }))

it.effect.each<[string, Response, string]>([
  ["a page of a proxy", new Response("<html>Sign in</html>"), "InvalidResponse"],
  ["a proxy that refuses", new Response("<html>Denied</html>", { status: 403 }), "Refused"],
  ["an answer without a token", Response.json({ token_type: "Bearer", expires_in: 3599 }), "InvalidResponse"]
])("%s is no token", ([, answer, reason]) =>
  Effect.gen(function*() {
    const { error, requests } = yield* getToken([answer])
    assert.strictEqual<string | undefined>(error?.reason, reason)
    assert.strictEqual(requests.length, 1)
  }))

it.effect.each<[Partial<MsalAccessToken.Options>, string]>([
  [{ tenantId: "common" }, "TenantMalformed"],
  [{ tenantId: "Organizations" }, "TenantMalformed"],
  [{ clientSecret: Redacted.make("") }, "MissingSecret"]
])("settings that cannot work are refused without a request", ([changed, reason]) =>
  Effect.gen(function*() {
    const { error, requests } = yield* getToken([granted("never")], changed)
    assert.strictEqual<string | undefined>(error?.reason, reason)
    assert.strictEqual(requests.length, 0)
  }))
