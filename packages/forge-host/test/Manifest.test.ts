/**
 * The manifest asks for what the code needs and for nothing else. Each scope, handler and egress host is also taken
 * away, and an unused one added, to see it named.
 */
import { assert, describe, it } from "@effect/vitest"
import { LeaseRecord } from "@entra-assets/core/model/Lease"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import * as handlers from "../src/index.mts"
import { offeredClouds } from "../src/OfferedClouds.ts"
import { scopeUses } from "../src/ScopeUses.ts"
import * as ManifestCheck from "./fixtures/ManifestCheck.ts"

const text = readFileSync(resolve(import.meta.dirname, "../../../manifest.yml"), "utf8")
const manifest = ManifestCheck.read(text)
const code: ManifestCheck.Code = { handlers: Object.keys(handlers), scopeUses, clouds: offeredClouds }

const { backend = [] } = manifest.permissions.external.fetch
const { function: functions = [] } = manifest.modules
const scopes = Object.keys(manifest.permissions.scopes)

const problemsWith = (change: Partial<ManifestCheck.Manifest>) =>
  ManifestCheck.problems({ ...manifest, ...change }, code)

const withScopes = (changed: ManifestCheck.Manifest["permissions"]["scopes"]) =>
  problemsWith({ permissions: { ...manifest.permissions, scopes: changed } })

const withEgress = (fetch: ManifestCheck.Manifest["permissions"]["external"]["fetch"]) =>
  problemsWith({ permissions: { ...manifest.permissions, external: { fetch } } })

const withFunctions = (changed: ManifestCheck.Manifest["modules"][string]) =>
  problemsWith({ modules: { ...manifest.modules, function: changed } })

const assertNamed = (problems: ReadonlyArray<string>, name: string) => {
  assert.notDeepEqual(problems, [])
  for (const problem of problems) assert.include(problem, name)
}

it("fits the code", () => {
  assert.deepStrictEqual(ManifestCheck.problems(manifest, code), [])
})

describe("scopes", () => {
  it.each(scopes)("%s is missed", (scope) => {
    const { [scope]: _, ...rest } = manifest.permissions.scopes
    assertNamed(withScopes(rest), scope)
  })

  it.each(scopes)("%s may be used to impersonate only where that is needed", (scope) => {
    const { allowImpersonation = false } = manifest.permissions.scopes[scope] ?? {}
    const changed = { ...manifest.permissions.scopes, [scope]: { allowImpersonation: !allowImpersonation } }
    assertNamed(withScopes(changed), scope)
  })

  it("one that nothing uses is named", () => {
    const unused = "delete:cmdb-object:jira"
    assertNamed(withScopes({ ...manifest.permissions.scopes, [unused]: {} }), unused)
  })
})

describe("handlers", () => {
  it.each(functions)("$handler is missed", ({ handler = "", key }) => {
    const problems = withFunctions(functions.filter((other) => other.key !== key))
    assert.isTrue(problems.some((problem) => problem.startsWith(`handler ${handler}:`)))
  })

  it("one that the code does not export is named", () => {
    assertNamed(withFunctions([...functions, { key: "extra", handler: "index.extra" }]), "extra")
  })

  it("an export that is no handler is named", () => {
    const handlers = [...code.handlers, "extra"]
    assert.deepStrictEqual(ManifestCheck.problems(manifest, { ...code, handlers }), [
      "handler index.extra: no function of the manifest has it"
    ])
  })

  it("the entry file for Forge's bundler exports the same", () => {
    const entry = readFileSync(resolve(import.meta.dirname, "../../../src/index.ts"), "utf8")
    const names = /export \{ (?<names>[^}]+) \}/u.exec(entry)?.groups?.["names"]?.split(", ")
    assert.sameMembers(names ?? [], Object.keys(handlers))
  })

  it("only the consumer runs for up to 900 seconds", () => {
    assert.deepStrictEqual(
      functions.flatMap(({ key, timeoutSeconds }) => timeoutSeconds === undefined ? [] : [{ key, timeoutSeconds }]),
      [{ key: "consumer", timeoutSeconds: 900 }]
    )
  })
})

describe("egress", () => {
  it.each(backend)("$address is missed", ({ address }) => {
    assertNamed(withEgress({ backend: backend.filter((other) => other.address !== address) }), address)
  })

  it.each(backend)("$address carries no data of end users", ({ address }) => {
    assertNamed(withEgress({ backend: [...backend, { address, inScopeEUD: true }] }), address)
  })

  it("a host of no offered cloud is named", () => {
    const address = "https://microsoftgraph.chinacloudapi.cn"
    assertNamed(withEgress({ backend: [...backend, { address, inScopeEUD: false }] }), address)
  })

  it("the admin page calls no host", () => {
    const client = backend.slice(0, 1)
    assertNamed(withEgress({ backend, client }), client[0]?.address ?? "")
  })

  it("a cloud is offered only with its hosts", () => {
    const [global] = offeredClouds
    assertNamed(
      ManifestCheck.problems(manifest, { ...code, clouds: global === undefined ? [] : [global] }),
      "microsoft"
    )
  })
})

it("the lease has the attributes of its record", () => {
  const [lease] = manifest.app.storage.entities
  assert.sameMembers(Object.keys(lease?.attributes ?? {}), Object.keys(LeaseRecord.fields))
})

it("the settings have a version to compare and their text", () => {
  const settings = manifest.app.storage.entities.find(({ name }) => name === "settings")
  assert.deepStrictEqual(settings?.attributes, { version: { type: "integer" }, json: { type: "string" } })
})

it("docs/permissions.md gives a reason for each scope and host, and for nothing else", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../../docs/permissions.md"), "utf8")
  const explained = Array.from(page.matchAll(/^\| `(?<name>[^`]+)`/gmu), ({ groups }) => groups?.["name"])
  assert.sameMembers(explained, [...scopes, ...backend.map(({ address }) => address)])
})
