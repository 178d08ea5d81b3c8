/** Who may use the admin API, with and without a licence, and what asking costs: on the packed app. */
import { assert, describe, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as Journey from "../../dev/Journey.ts"
import * as SimulatedSite from "../../dev/SimulatedSite.ts"
import { operations } from "../../src/admin/AdminApi.ts"

const names = Object.keys(operations)

const makeSite = Effect.gen(function*() {
  return yield* SimulatedSite.make({ organisation: yield* Generator.generate({ people: 40, seed: 1 }), seed: 1 })
})

const errorOf = (reply: Effect.Success<ReturnType<Admin.Admin["send"]>>) => reply.ok ? null : reply.error._tag

describe("somebody who does not administer Jira", () => {
  it.effect("is refused whatever they ask, also what cannot be read", () =>
    Effect.gen(function*() {
      const site = yield* makeSite
      const [account] = site.atlassian.accounts().filter(({ active }) => active)
      const somebody = Admin.make(site, { accountId: account?.accountId ?? assert.fail() })
      for (const name of names) {
        assert.strictEqual(errorOf(yield* somebody.send(name, { no: "sense" })), "NotAllowed", name)
      }
      assert.deepStrictEqual(site.atlassian.assets.schemas(), [])
    }), 60_000)

  it.effect("is refused from the next act on, and five minutes later in any case", () =>
    Effect.gen(function*() {
      const site = yield* makeSite
      const admin = Admin.make(site)
      yield* admin.ask("state", {})
      site.forge.switches.jiraAdmins = []
      assert.strictEqual(errorOf(yield* admin.send("state", {})), null)
      assert.strictEqual(errorOf(yield* admin.send("pause", {})), "NotAllowed")
      assert.strictEqual(errorOf(yield* admin.send("state", {})), "NotAllowed")
    }))
})

describe("asking", () => {
  it.effect("costs no request to Jira within five minutes, and one afterwards", () =>
    Effect.gen(function*() {
      const site = yield* makeSite
      const admin = Admin.make(site)
      yield* admin.ask("state", {})
      const before = site.forge.usage().jiraRequests
      yield* admin.ask("history", { limit: 1, before: null })
      assert.strictEqual(site.forge.usage().jiraRequests, before)
      yield* site.forge.advance("6 minutes")
      yield* admin.ask("history", { limit: 1, before: null })
      assert.strictEqual(site.forge.usage().jiraRequests, before + 1)
    }))

  it.effect("how a run is getting on costs one read of the store beyond the check", () =>
    Effect.gen(function*() {
      const site = yield* makeSite
      const admin = Admin.make(site)
      yield* Journey.setUp(site, admin)
      site.forge.switches.eventLostChance = 1
      const { id } = yield* admin.ask("startPreview", {})
      yield* admin.ask("state", {})
      const before = site.forge.usage()
      assert.strictEqual((yield* admin.ask("status", { runId: id }))?.id, id)
      const after = site.forge.usage()
      assert.strictEqual(after.jiraRequests, before.jiraRequests)
      assert.strictEqual(after.kvsReads - before.kvsReads, 2)
    }))
})

describe("without a licence", () => {
  it.effect("everything can be read, nothing begun, and what runs be stopped", () =>
    Effect.gen(function*() {
      const site = yield* makeSite
      const licensed = Admin.make(site)
      yield* Journey.setUp(site, licensed)
      const { id } = yield* licensed.ask("startPreview", {})
      const admin = Admin.make(site, { license: { active: false } })
      assert.isFalse((yield* admin.ask("state", {})).isLicensed)
      assert.strictEqual(errorOf(yield* admin.send("runNow", {})), "Unlicensed")
      const subject = { accountId: AccountId.make("712020:account-1") }
      assert.isNotEmpty((yield* admin.ask("explainPerson", { subject })).summary)
      assert.strictEqual(errorOf(yield* admin.send("previewPerson", { subject })), "Unlicensed")
      yield* admin.ask("cancel", { runId: id })
      assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "cancelled")
      yield* admin.ask("turnOff", {})
    }))

  it.effect("the daily tick says so, and takes nothing away", () =>
    Effect.gen(function*() {
      const site = yield* makeSite
      const admin = Admin.make(site)
      yield* Journey.setUp(site, admin)
      const { id } = yield* admin.ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      yield* admin.ask("turnOn", {})
      const employees = site.atlassian.assets.objects("Employee").length
      site.forge.switches.license = { active: false }
      yield* site.forge.advance("2 days")
      assert.strictEqual((yield* admin.ask("state", {})).lastTick?.outcome, "unlicensed")
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, employees)
    }))
})

it.effect("a page of another version is told to load again", () =>
  Effect.gen(function*() {
    const site = yield* makeSite
    assert.strictEqual(errorOf(yield* Admin.make(site).send("planPage", { page: "first" })), "Refused")
  }))
