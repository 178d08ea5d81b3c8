import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Faults from "../../src/Faults.ts"
import * as ForgeApp from "../fixtures/ForgeApp.ts"

const users = "/rest/api/3/users/search"

const make = Effect.gen(function*() {
  const forge = yield* ForgeApp.make()
  const assets = `/jsm/assets/workspace/${forge.atlassian.workspaceId}/v1`
  /** The status, or the name of the error that the SDK threw. */
  const read = (result: unknown): unknown => {
    if (typeof result !== "object" || result === null) return undefined
    if ("value" in result && typeof result.value === "object" && result.value !== null) {
      return "status" in result.value ? result.value.status : undefined
    }
    return "name" in result ? result.name : undefined
  }
  return {
    ...forge,
    schemas: `${assets}/objectschema/list`,
    icons: `${assets}/icon/global`,
    types: `${assets}/objectschema/1/objecttypes/flat`,
    object: `${assets}/object/1`,
    /** With nobody present. */
    alone: (input: object) => Effect.map(forge.run("jira", input), read),
    /** With ann on the page. */
    present: (input: object) => Effect.map(forge.resolve("jira", input, { accountId: "ann" }), read)
  }
})

describe("who a request is made as", () => {
  it.effect("the app, a user who is present, or one who is not", () =>
    Effect.gen(function*() {
      const { alone, object, present, usage } = yield* make
      assert.strictEqual(yield* alone({ as: "app", path: users }), 200)
      assert.strictEqual(yield* present({ as: "user", path: users }), 200)
      assert.strictEqual(yield* alone({ as: "user", accountId: "ann", path: object }), 404)
      assert.strictEqual(usage().jiraRequests, 3)
    }))

  it.effect("nobody, somebody unknown, or somebody who was deactivated cannot be acted as", () =>
    Effect.gen(function*() {
      const { alone, object } = yield* make
      for (const accountId of [undefined, "stranger", "gone"]) {
        assert.match(String(yield* alone({ as: "user", accountId, path: object })), /NEEDS_AUTHENTICATION|NeedsAuth/)
      }
    }))
})

describe("scopes", () => {
  it.effect("the manifest declares them for every endpoint", () =>
    Effect.gen(function*() {
      const { alone, icons, schemas } = yield* make
      assert.strictEqual(yield* alone({ as: "app", path: schemas }), 200)
      assert.strictEqual(yield* alone({ as: "app", path: icons }), 401)
    }))

  it.effect("and says whether they hold for a user who is named, present or not", () =>
    Effect.gen(function*() {
      const { alone, present, schemas } = yield* make
      assert.strictEqual(yield* present({ as: "user", path: schemas }), 200)
      assert.strictEqual(yield* present({ as: "user", accountId: "ann", path: schemas }), 401)
      assert.strictEqual(yield* present({ as: "user", accountId: "ben", path: schemas }), 401)
      assert.strictEqual(yield* alone({ as: "user", accountId: "ann", path: schemas }), 401)
    }))
})

describe("faults of the site", () => {
  it.effect("an answer breaks off, is lost, or comes late", () =>
    Effect.gen(function*() {
      const { atlassian, now, run } = yield* make
      const ask = run("jira", { as: "app", path: users })
      atlassian.faults.add({ behave: Faults.cut })
      assert.deepInclude(yield* ask, { error: "terminated", name: "TypeError" })
      atlassian.faults.add({ behave: Faults.disconnectAfterEffect })
      assert.deepInclude(yield* ask, { error: "fetch failed", name: "TypeError" })
      const before = now()
      atlassian.faults.add({ behave: Faults.slow(10_000, 10_000) })
      assert.match(JSON.stringify(yield* ask), /"status":200/)
      assert.isAtLeast(now() - before, 20_000)
      atlassian.faults.add({ behave: Faults.hang })
      assert.strictEqual((yield* Effect.flip(ask)).reason, "TimedOut")
    }))
})

describe("Assets", () => {
  it.effect("refuses the app, impersonation, or a user without access", () =>
    Effect.gen(function*() {
      const { alone, atlassian, object, present, schemas, switches } = yield* make
      atlassian.switches.assetsRefusesApp = true
      assert.strictEqual(yield* alone({ as: "app", path: schemas }), 401)
      assert.strictEqual(yield* alone({ as: "app", path: users }), 200)
      switches.assetsRefusesImpersonation = true
      assert.strictEqual(yield* alone({ as: "user", accountId: "ann", path: object }), 401)
      assert.strictEqual(yield* present({ as: "user", path: schemas }), 200)
      switches.withoutAssetsAccess = ["ann"]
      assert.strictEqual(yield* present({ as: "user", path: schemas }), 403)
    }))
})

describe("permissions", () => {
  it.effect("Jira says who administers it", () =>
    Effect.gen(function*() {
      const { atlassian, resolve, run, switches } = yield* make
      switches.jiraAdmins = ["ann"]
      const check = (accountId: string) =>
        run("jira", {
          as: "app",
          path: "/rest/api/3/permissions/check",
          init: { method: "POST", body: JSON.stringify({ globalPermissions: ["ADMINISTER"], accountId }) }
        })
      assert.match(JSON.stringify(yield* check("ann")), /"globalPermissions\\":\[\\"ADMINISTER\\"\]/)
      assert.match(JSON.stringify(yield* check("ben")), /"globalPermissions\\":\[\]/)
      const path = "/rest/api/3/mypermissions?permissions=ADMINISTER"
      const mine = (accountId: string) => resolve("jira", { as: "user", path }, { accountId })
      assert.match(JSON.stringify(yield* mine("ann")), /"havePermission\\":true/)
      assert.match(JSON.stringify(yield* mine("ben")), /"havePermission\\":false/)
      assert.strictEqual(atlassian.meter.count("jira.permissions"), 4)
      atlassian.faults.add({ behave: Faults.badGateway })
      assert.match(JSON.stringify(yield* mine("ann")), /"status":502/)
    }))
})

describe("personal data", () => {
  it.effect("is reported 90 at a time and answered with what changed", () =>
    Effect.gen(function*() {
      const { personalData, run, switches } = yield* make
      switches.reportedAccounts = new Map([["a95", "closed"]])
      const accounts = Array.from({ length: 100 }, (_, number) => ({
        accountId: `a${number}`,
        updatedAt: "2026-01-01T00:00:00Z"
      }))
      assert.deepStrictEqual(yield* run("report", { accounts }), { value: [{ accountId: "a95", status: "closed" }] })
      assert.sameMembers(personalData.reports().map(({ accountIds }) => accountIds.length), [10, 90])
    }))
})
