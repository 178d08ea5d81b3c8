import { assert, it } from "@effect/vitest"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"

const describe = Effect.gen(function*() {
  const site = yield* AtlassianSite.AtlassianSite
  const request = yield* site.authorize(HttpClientRequest.get(site.jira))
  return { jira: site.jira, assets: site.assets("w-1"), authorization: request.headers["authorization"] }
})

it.effect("a person's API token signs in to Jira at the site and to Assets at the gateway", () =>
  Effect.gen(function*() {
    const layer = AtlassianSite.layerApiToken({
      site: "acme.atlassian.net",
      email: "ada@acme.example",
      apiToken: Redacted.make("secret")
    })
    assert.deepStrictEqual(yield* Effect.provide(describe, layer), {
      jira: "https://acme.atlassian.net",
      assets: "https://api.atlassian.com/jsm/assets/workspace/w-1/v1",
      authorization: `Basic ${btoa("ada@acme.example:secret")}`
    })
  }))

it.effect.each([
  "https://acme.atlassian.net/",
  " HTTP://acme.atlassian.net",
  "https://acme.atlassian.net/jira/your-work?a=b"
])(
  "a site may be given as the browser shows it: %s",
  (site) =>
    Effect.gen(function*() {
      const layer = AtlassianSite.layerApiToken({ site, email: "ada@acme.example", apiToken: Redacted.make("secret") })
      assert.strictEqual((yield* Effect.provide(describe, layer)).jira, "https://acme.atlassian.net")
    })
)

it.effect("an OAuth token signs in to both at the gateway", () =>
  Effect.gen(function*() {
    const layer = AtlassianSite.layerOAuth({ cloudId: "c-1", accessToken: Redacted.make("secret") })
    assert.deepStrictEqual(yield* Effect.provide(describe, layer), {
      jira: "https://api.atlassian.com/ex/jira/c-1",
      assets: "https://api.atlassian.com/ex/jira/c-1/jsm/assets/workspace/w-1/v1",
      authorization: "Bearer secret"
    })
  }))
