import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as ForgeManifest from "../src/ForgeManifest.ts"

/** As a YAML parser gives it. */
const parsed = (permissions: object) => ({
  app: { id: "ari:cloud:ecosystem::app/1", runtime: { name: "nodejs24.x" }, licensing: { enabled: true } },
  modules: {
    "jira:adminPage": [{ key: "page", title: "Page", resource: "page", resolver: { function: "resolver" } }],
    consumer: [{ key: "runs", queue: "runs", function: "consumer" }],
    scheduledTrigger: [{ key: "daily", function: "tick", interval: "day" }],
    function: [
      { key: "resolver", handler: "index.resolver" },
      { key: "tick", handler: "index.tick" },
      { key: "consumer", handler: "index.consumer", timeoutSeconds: 900 }
    ]
  },
  permissions
})

it.effect("says what runs, and for how long", () =>
  Effect.gen(function*() {
    const manifest = yield* ForgeManifest.decode(parsed({}))
    const modules = ForgeManifest.modules(manifest)
    assert.deepStrictEqual(
      manifest.modules.function.map((definition) => {
        const module = modules.find(({ function: key }) => key === definition.key)
        return [definition.key, module?.type, ForgeManifest.timeoutSeconds(definition, module?.type)]
      }),
      [["resolver", "jira:adminPage", 25], ["tick", "scheduledTrigger", 55], ["consumer", "consumer", 900]]
    )
    assert.strictEqual(ForgeManifest.memoryMB(manifest), 512)
  }))

it.effect("says which scopes hold for a user who is not present", () =>
  Effect.gen(function*() {
    const scopes = Effect.fnUntraced(function*(scopes: unknown, impersonating: boolean) {
      return [...ForgeManifest.scopes(yield* ForgeManifest.decode(parsed({ scopes })), { impersonating })]
    })
    const map = { "read:jira-user": {}, "read:cmdb-object:jira": { allowImpersonation: true } }
    assert.deepStrictEqual(yield* scopes(map, false), ["read:jira-user", "read:cmdb-object:jira"])
    assert.deepStrictEqual(yield* scopes(map, true), ["read:cmdb-object:jira"])
    assert.deepStrictEqual(yield* scopes(["storage:app"], false), ["storage:app"])
    assert.deepStrictEqual(yield* scopes(["storage:app"], true), [])
  }))

it.effect("says which hosts may be reached", () =>
  Effect.gen(function*() {
    const backend = [
      { address: "https://graph.microsoft.com", inScopeEUD: false },
      "https://login.example/path",
      "*.a.b"
    ]
    const manifest = yield* ForgeManifest.decode(parsed({ external: { fetch: { backend } } }))
    assert.deepStrictEqual(ForgeManifest.egressHosts(manifest), ["graph.microsoft.com", "login.example", "*.a.b"])
  }))
