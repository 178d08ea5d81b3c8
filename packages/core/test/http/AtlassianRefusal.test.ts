import { assert, it } from "@effect/vitest"
import * as AtlassianRefusal from "@entra-assets/core/http/AtlassianRefusal"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"

const request = HttpClientRequest.get("https://api.atlassian.com/ex/jira/0/rest/api/3/users/search")

const refusalOf = (status: number, body: string) =>
  AtlassianRefusal.ofResponse(
    HttpClientResponse.fromWeb(
      request,
      new Response(body, { status, headers: { "content-type": "application/json" } })
    ),
    "read:jira-user"
  )

it.effect.each<readonly [number, string, AtlassianRefusal.AtlassianRefusal | undefined]>([
  [401, "{\"code\":401,\"message\":\"Unauthorized; scope does not match\"}", {
    _tag: "MissingScope",
    scope: "read:jira-user"
  }],
  [401, "{\"code\":401,\"message\":\"Unauthorized\"}", { _tag: "Unauthorized" }],
  [401, "<html>sign in</html>", { _tag: "Unauthorized" }],
  [403, "{}", { _tag: "Forbidden" }],
  [429, "", { _tag: "Throttled" }],
  [503, "<html>Service Unavailable</html>", { _tag: "Unavailable", status: 503 }],
  [302, "", { _tag: "InvalidResponse" }],
  [400, "{\"errorMessages\":[],\"errors\":{}}", undefined],
  [404, "", undefined]
])("%s %s", ([status, body, expected]) =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* refusalOf(status, body), expected)
  }))
