/** The weekly report of the accounts that the app has stored, and what becomes of those that were closed. Packed app. */
import { assert, it } from "@effect/vitest"
import { noCounts } from "@entra-assets/core/sync/Run"
import * as Effect from "effect/Effect"
import { gunzipSync } from "node:zlib"
import * as Admin from "../../dev/Admin.ts"
import * as Journey from "../../dev/Journey.ts"
import type { SimulatedSite } from "../../dev/SimulatedSite.ts"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Everything that is stored, key by key, unpacked. */
const stored = ({ forge: { kvs } }: SimulatedSite): ReadonlyArray<string> => {
  const heads = kvs.keys().filter((key) => key.startsWith("k:"))
  const parts = (key: string) =>
    kvs.keys().filter((part) => part.startsWith(`p:${key.slice(2)}:`)).sort((one, other) =>
      Number(one.split(":").at(-1)) - Number(other.split(":").at(-1))
    ).map((part) => String(kvs.get(part)))
  return [
    ...heads.map((key) => {
      const packed = parts(key).join("")
      return `${key} ${JSON.stringify(kvs.get(key))} ${
        packed === "" ? "" : gunzipSync(Buffer.from(packed, "base64")).toString("utf8")
      }`
    }),
    ...["settings", "lease"].flatMap((name) =>
      kvs.entityKeys(name).map((key) => `${name} ${JSON.stringify(kvs.entity(name, key))}`)
    )
  ]
}

it.effect(
  "a closed account goes from everything that is stored, admin or person, and later runs work",
  () =>
    Effect.gen(function*() {
      const { atlassian, forge, site, sound } = yield* PackedSite.make({
        people: 150,
        atlassian: { assetsRefusesApp: true }
      })
      const [other, first, ...people] = atlassian.accounts().filter(({ active }) => active).map((one) => one.accountId)
      assert(first !== undefined && other !== undefined)
      forge.switches.jiraAdmins = [first, other]
      const admin = Admin.make(site, { accountId: first })
      const second = Admin.make(site, { accountId: other })
      yield* Journey.setUp(site, admin)
      // A plan that is gone by then was taken away with the account, and not with its age.
      const { version } = (yield* admin.ask("state", {})).settings
      yield* admin.ask("saveRetention", { version, retention: { plans: 30 } })
      const { id } = yield* admin.ask("runNow", {})
      assert.deepStrictEqual(sound(yield* Journey.settled(site, admin, id)), PackedSite.allSound)
      const { plan } = yield* Journey.preview(site, admin)

      const person = people.find((account) => stored(site).some((text) => text.includes(account))) ?? assert.fail()
      const holding = (account: string) =>
        stored(site).filter((text) => text.includes(account)).map((text) => text.slice(0, 300))
      assert.isAbove(holding(first).length, 3)
      forge.switches.reportedAccounts = new Map([[first, "closed"], [person, "closed"]])
      yield* forge.advance("8 days")

      const reports = forge.personalData.reports()
      const reported = reports.flatMap(({ accountIds }) => accountIds)
      assert.isAtMost(Math.max(...reports.map(({ accountIds }) => accountIds.length)), 90)
      for (const account of [first, other, person]) assert.include(reported, account)
      for (const account of [first, person]) assert.deepStrictEqual(holding(account), [], account)

      // The plan that named the person went as a whole; the one that changes nothing names neither of them.
      assert.isNull((yield* second.ask("run", { runId: id })).plan)
      assert.strictEqual((yield* second.ask("planHeader", { planId: plan.id })).id, plan.id)
      const { entries } = yield* second.ask("audit", { before: null })
      assert.deepStrictEqual(entries.map(({ by }) => by), [null, null, null, null, null])

      // Somebody else connects the app with one click, and takes over from nobody.
      const { settings } = yield* second.ask("state", {})
      assert.isNull(settings.changed?.by)
      assert.isNull(settings.connection)
      assert.deepInclude(yield* second.refused("runNow", {}), { _tag: "Refused", reason: "setup.Assets" })
      const { result } = yield* second.ask("connect", { version: settings.version, adopt: false, takeOver: false })
      assert(result._tag === "Connected")
      assert.strictEqual<string>(result.connectedBy, other)
      const { id: next } = yield* second.ask("runNow", {})
      const run = yield* Journey.settled(site, second, next)
      assert.deepInclude(run, { state: "succeeded", counts: noCounts })
    }),
  30_000
)

it.effect(
  "with a closed account goes the name of whoever had it, also where a finding alone names them",
  () =>
    Effect.gen(function*() {
      const { admin, entra, forge, settled, site } = yield* PackedSite.connected()
      const { version } = (yield* admin.ask("state", {})).settings
      yield* admin.ask("saveRetention", { version, retention: { plans: 30 } })
      const { id: first } = yield* admin.ask("runNow", {})
      yield* settled(first)

      const { lines } = yield* admin.ask("runPage", { runId: first, page: 0 })
      const employed = lines.flatMap(({ entry }) => {
        const person = entra.tenant.person(entry.entraId)
        return person?.accountEnabled === true && entry.accountId !== null
          ? [{ person, accountId: entry.accountId }]
          : []
      })
      const [one, other] = employed
      assert(one !== undefined && other !== undefined)
      const name = "Ermintrude Closed-Since"
      // Each other's manager: every plan from then on has a finding about them, whether or not their records change.
      yield* entra.tenant.setPerson({
        ...one.person,
        displayName: name,
        manager: { kind: "user", id: other.person.id }
      })
      yield* entra.tenant.setPerson({ ...other.person, manager: { kind: "user", id: one.person.id } })
      const { id: second } = yield* admin.ask("runNow", {})
      yield* settled(second)
      const { plan } = yield* Journey.preview(site, admin)
      const { items } = yield* admin.ask("planPage", { planId: plan.id, digest: plan.digest, page: 0 })
      assert.deepStrictEqual(
        items.flatMap((item) =>
          item._tag === "Finding" ? item.named?.map(({ name }) => name) ?? [] : [item._tag, item.entraId]
        ).filter((text) => text === name || text === one.person.id),
        [name],
        "a finding names them, and no entry"
      )

      const telling = (text: string) =>
        stored(site).filter((value) => value.includes(text)).map((each) => each.slice(0, 80))
      assert.isNotEmpty(telling(name))
      forge.switches.reportedAccounts = new Map([[one.accountId, "closed"]])
      yield* forge.advance("8 days")

      assert.deepStrictEqual(telling(one.accountId), [])
      assert.deepStrictEqual(telling(name), [])
      assert.deepStrictEqual(telling(one.person.displayName ?? assert.fail()), [])
      // What became of their records went with the plans that told it.
      assert.deepStrictEqual(telling(one.person.id), [])
      assert.isNull((yield* admin.ask("run", { runId: second })).plan)
    }),
  30_000
)
