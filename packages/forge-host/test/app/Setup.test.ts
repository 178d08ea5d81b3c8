import { assert, it } from "@effect/vitest"
import { SettingsError } from "@entra-assets/forge-host/app/SettingsStore"
import { AssetsReport, ConnectReport } from "@entra-assets/forge-host/app/SetupReport"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { ada, bob, make, type SetupSite } from "../fixtures/SetupSite.ts"

const attributes = 15
const app = { _tag: "App" } as const
const asAda = { _tag: "Impersonated", accountId: ada } as const
const presentUser = { _tag: "PresentUser" } as const

const outcomes = ({ callers }: { readonly callers: AssetsReport["callers"] }) => callers.map(({ outcome }) => outcome)
const lacks = ({ callers }: { readonly callers: AssetsReport["callers"] }) => callers.map(({ missing }) => missing)

/** Exactly one whole schema, and its ids and caller are remembered. */
const assertConnected = Effect.fnUntraced(function*(site: SetupSite, report: ConnectReport) {
  if (report.result._tag !== "Connected") return assert.fail(JSON.stringify(report))
  const { caller, connectedAt, connectedBy } = report.result
  assert.deepStrictEqual(site.settings.now()?.connection, { caller, connectedAt, connectedBy })
  const ids = yield* site.remembered
  assert.deepStrictEqual(site.atlassian.assets.schemas(), [{
    id: ids?.schemaId ?? "",
    name: "Entra Directory",
    objectSchemaKey: "ENTRA"
  }])
  assert.strictEqual(site.atlassian.assets.attributeNames("Employee").length, attributes)
  return report.result
})

const assertNotConnected = (site: SetupSite) => assert.isNull(site.settings.now()?.connection ?? null)

const forbid = Faults.answer(() => Respond.json(403, { errorMessages: ["Not permitted"], errors: {} }))

it.effect("the app itself, where Assets lets it", () =>
  Effect.gen(function*() {
    const site = yield* make()
    assert.deepStrictEqual((yield* site.assets()).state, { _tag: "Nothing" })
    const report = yield* site.connect()
    const { caller, connectedBy, worksAlone } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, connectedBy, worksAlone }, { caller: app, connectedBy: ada, worksAlone: true })
    assert.deepStrictEqual(outcomes(report), ["writes", "reads", "reads"])
    assert.deepStrictEqual((yield* site.assets()).state, { _tag: "Ours", records: 0, bound: 0 })
  }))

it.effect("in the admin's name, where Assets refuses the app", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    const report = yield* site.connect()
    const { caller, worksAlone } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, worksAlone }, { caller: asAda, worksAlone: true })
    assert.deepStrictEqual(outcomes(report), ["refused", "writes", "reads"])
    assert.deepStrictEqual(lacks(report), ["access", null, null])
  }))

it.effect("only while somebody is present, where the app may not act in their name: no scheduled runs", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    site.refuseImpersonation(ada)
    const report = yield* site.connect()
    const { caller, message, worksAlone } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, worksAlone }, { caller: presentUser, worksAlone: false })
    assert.include(message, "no scheduled runs")
    assert.deepStrictEqual(outcomes(report), ["refused", "refused", "writes"])
    assert.include(report.callers[1]?.nextStep, "contributors")
  }))

it.effect("who may look and not create is passed over", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "user"]])
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
    assert.deepStrictEqual(outcomes(report), ["refusedWrite", "writes", "reads"])
    assert.deepStrictEqual(lacks(report), ["role", null, null])
  }))

it.effect("the next caller goes on with what the one before it had begun", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({
      match: (request) =>
        site.byApp(request) && request.method === "POST" && request.url.includes("objecttypeattribute"),
      after: 3,
      times: "always",
      behave: forbid
    })
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
    assert.strictEqual(site.atlassian.meter.count("assets.schemaCreate"), 1)
    assert.strictEqual(site.atlassian.meter.count("assets.objectTypeCreate"), 1)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeCreate"), 11)
  }))

it.effect.each(["empty", "forbidden", "notFound"] as const)(
  "a plan without Assets is told: %s",
  (workspaces) =>
    Effect.gen(function*() {
      const site = yield* make({ workspaces })
      const { callers, state } = yield* site.assets()
      assert.deepInclude(state, { _tag: "Unavailable", missing: "plan" })
      assert.include("nextStep" in state ? state.nextStep : "", "Premium")
      assert.deepStrictEqual(outcomes({ callers }), ["refused", "refused", "refused"])
      const { result } = yield* site.connect()
      assert.strictEqual(result._tag, "Refused")
      assertNotConnected(site)
    })
)

it.effect.each([
  "read:servicedesk-request",
  "read:cmdb-schema:jira",
  "write:cmdb-schema:jira",
  "write:cmdb-type:jira",
  "read:cmdb-attribute:jira",
  "write:cmdb-attribute:jira",
  "read:cmdb-icon:jira",
  "read:cmdb-config:jira"
])("a missing scope is named: %s", (scope) =>
  Effect.gen(function*() {
    const site = yield* make({ missingScopes: [scope] })
    // What reads the schema is needed only once there is one.
    const { callers, result } = yield* site.connect()
    assert.include(JSON.stringify(result), scope)
    assert.deepStrictEqual(lacks({ callers }), ["scope", "scope", "scope"])
    assert.isTrue(callers.every(({ message }) => message.includes(scope)))
    assertNotConnected(site)
    site.atlassian.switches.missingScopes = []
    yield* assertConnected(site, yield* site.connect())
  }))

it.effect("without a role or a licence, each caller is told what is missing", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "none"], [ada, "none"]])
    const noRole = yield* site.assets()
    assert.deepStrictEqual(lacks(noRole), ["role", "role", "role"])
    assert.deepInclude(noRole.state, { _tag: "Unavailable", missing: "role" })

    site.atlassian.switches.assetsRefusesApp = true
    site.disable(ada)
    const report = yield* site.connect()
    assert.deepStrictEqual(lacks(report), ["access", "access", "access"])
    assert.deepInclude(report.result, { _tag: "Refused", message: "Assets does not let you in." })
    assert.include(JSON.stringify(report.result), "Jira Service Management licence")
  }))

it.effect("where the app finds Assets, it is not the plan that a person lacks", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({
      match: (request) => !site.byApp(request) && request.url.includes("/servicedeskapi/"),
      times: "always",
      behave: forbid
    })
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, app)
    assert.deepStrictEqual(lacks(report), [null, "access", "access"])
  }))

it.effect("readers only: nobody got to create", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "user"], [ada, "user"]])
    const report = yield* site.connect()
    assert.deepInclude(report.result, { _tag: "NotWritable", missing: "role" })
    assert.deepStrictEqual(outcomes(report), ["refusedWrite", "refusedWrite", "refusedWrite"])
    assert.lengthOf(site.atlassian.assets.schemas(), 0)
    assertNotConnected(site)
  }))

it.effect("while Assets is out of order nothing is concluded about callers", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({ times: "always", behave: Faults.unavailable() })
    const fiber = yield* Effect.forkChild(site.connect())
    yield* TestClock.adjust("10 seconds")
    const report = yield* Fiber.join(fiber)
    assert.deepStrictEqual(lacks(report), ["time", "time", "time"])
    assert.deepInclude(report.found, { _tag: "Unavailable", missing: "time" })
  }))

it.effect("an answer that never comes ends in words before Forge ends the function", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({ match: { method: "POST" }, times: "always", behave: Faults.slow(7000) })
    const fiber = yield* Effect.forkChild(Effect.flip(site.connect()))
    yield* TestClock.adjust("22 seconds")
    assert.include((yield* Fiber.join(fiber)).nextStep, "goes on where it stopped")
    site.atlassian.faults.clear()
    yield* assertConnected(site, yield* site.connect())
  }))

it.effect("a schema of somebody else with our key is named and left alone", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.atlassian.assets.addSchema({ name: "Entrances", objectSchemaKey: "ENTRA", objectTypes: [] })
    const { found, result } = yield* site.connect(ada, { adopt: true })
    assert.deepInclude(found, { _tag: "Foreign", key: "ENTRA", name: "Entrances" })
    assert.strictEqual(result._tag, "Refused")
    assert.include(JSON.stringify(result), "Rename the key")
    assert.strictEqual(site.atlassian.assets.schemas()[0]?.name, "Entrances")
    assertNotConnected(site)
  }))

it.effect("a schema with our key that no caller can see is guessed, not made again", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.atlassian.assets.addSchema({ name: "Secret", objectSchemaKey: "ENTRA", objectTypes: [] })
    const hide = { match: { path: /objectschema\/list$/ }, times: "always" } as const
    site.atlassian.faults.add({
      ...hide,
      behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
    })
    const { result } = yield* site.connect()
    assert.deepInclude(result, { _tag: "Refused" })
    assert.include(JSON.stringify(result), "cannot see")
  }))

it.effect("who does not see our schema leaves it to those who do", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    yield* site.reinstall
    yield* site.atlassian.assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1" })
    site.atlassian.faults.add({
      match: (request) => site.byApp(request) && request.url.includes("objectschema/list"),
      times: "always",
      behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
    })
    assert.deepInclude((yield* site.assets()).state, { _tag: "Adoptable", records: 1 })
    const report = yield* site.connect(ada, { adopt: true })
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
  }))

it.effect("our schema of an earlier installation is adopted on request: records, ids and bindings stay", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const ids = yield* site.remembered
    const { assets } = site.atlassian
    yield* assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1", "Atlassian Account ID": "a" })
    yield* assets.createObject("Employee", { Name: "Bob", "Entra User ID": "2" })
    yield* assets.createObject("Employee", { Name: "By hand" })
    const records = assets.objects()
    yield* assets.removeAttribute("Employee", "Department")
    yield* site.reinstall

    const held = { records: 3, bound: 2, missing: ["Department"] }
    assert.deepStrictEqual((yield* site.assets()).state, { _tag: "Adoptable", ...held })
    site.atlassian.meter.reset()
    assert.deepStrictEqual((yield* site.connect()).result, { _tag: "NeedsAdoption", ...held })
    assert.isNull(yield* site.remembered)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeCreate"), 0)

    const report = yield* site.connect(ada, { adopt: true })
    yield* assertConnected(site, report)
    assert.deepStrictEqual(outcomes(report), ["writes", "reads", "reads"])
    assert.deepStrictEqual(assets.objects(), records)
    const adopted = yield* site.remembered
    assert.deepStrictEqual(adopted?.attributes.entraUserId, ids?.attributes.entraUserId)
    assert.deepStrictEqual(adopted?.objectTypeId, ids?.objectTypeId)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeCreate"), 1)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeUpdate"), 0)
  }))

it.effect("where nothing is to be made, who may change the schema goes first, and nothing is written", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "user"]])
    site.atlassian.meter.reset()
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
    assert.deepStrictEqual(outcomes(report), ["reads", "reads", "reads"])
    const writes = [
      "assets.schemaCreate",
      "assets.objectTypeCreate",
      "assets.attributeCreate",
      "assets.attributeUpdate"
    ]
    assert.deepStrictEqual(writes.map(site.atlassian.meter.count), [0, 0, 0, 0])

    // And who was found so stays, although the app may write again.
    site.atlassian.switches.assetsRoles = new Map()
    assert.deepStrictEqual((yield* assertConnected(site, yield* site.connect()))?.caller, asAda)
  }))

it.effect("what was removed is named, and made again on request; renamed attributes are followed", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const { assets } = site.atlassian
    yield* assets.renameAttribute("Employee", "Entra User ID", "Object Id")
    yield* assets.removeAttribute("Employee", "Department")
    const damages = [{ attribute: "Department", damage: "removed" }] as const
    assert.deepInclude((yield* site.assets()).state, { _tag: "Damaged", damages, canBeMended: true })
    assert.strictEqual((yield* site.connect()).result._tag, "Refused")
    yield* assertConnected(site, yield* site.connect(ada, { adopt: true }))
    assert.include(assets.attributeNames("Employee"), "Object Id")
    assert.strictEqual((yield* site.assets()).state._tag, "Ours")
  }))

it.effect("an Entra User ID that is no longer unique is so again without a question", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const ids = (yield* site.remembered) ?? assert.fail()
    const path = `objecttypeattribute/${ids.objectTypeId}/${ids.attributes.entraUserId.id}`
    const changed = yield* site.byHand("PUT", path, { uniqueAttribute: false })
    assert.strictEqual(changed.status, 200)
    const damages = [{ attribute: "Entra User ID", damage: "notUnique" }] as const
    assert.deepInclude((yield* site.assets()).state, { _tag: "Damaged", damages, canBeMended: true })
    yield* assertConnected(site, yield* site.connect())
    assert.strictEqual((yield* site.assets()).state._tag, "Ours")
  }))

it.effect("ids that a copied store remembers of another site are not asked for here", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const ids = (yield* site.remembered) ?? assert.fail()
    yield* site.reinstall
    yield* site.remember({ ...ids, workspaceId: "elsewhere", schemaId: "98", objectTypeId: "99" })
    yield* assertConnected(site, yield* site.connect())
    assert.deepStrictEqual(yield* site.remembered, ids)
  }))

it.effect("what ties records to people is never made again", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    yield* site.atlassian.assets.removeAttribute("Employee", "Atlassian Account ID")
    yield* site.atlassian.assets.retypeAttribute("Employee", "Active", { type: 0, defaultTypeId: 0 })
    const { found, result } = yield* site.connect(ada, { adopt: true })
    assert.deepInclude(found, {
      _tag: "Damaged",
      canBeMended: false,
      damages: [
        { attribute: "Atlassian Account ID", damage: "bindingRemoved" },
        { attribute: "Active", damage: "retyped" }
      ]
    })
    assert.strictEqual(result._tag, "Refused")
    assert.strictEqual(site.atlassian.assets.attributeNames("Employee").length, attributes - 1)
  }))

it.effect("another admin takes over with one confirmation, and the ids stay", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    yield* site.connect(ada)
    const ids = yield* site.remembered
    site.disable(ada)
    const asked = yield* site.connect(bob)
    assert.deepInclude(asked.result, { _tag: "NeedsTakeOver", connectedBy: ada })
    assert.strictEqual(site.settings.now()?.connection?.connectedBy, ada)

    const report = yield* site.connect(bob, { takeOver: true })
    const { caller, connectedBy } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, connectedBy }, {
      caller: { _tag: "Impersonated", accountId: bob },
      connectedBy: bob
    })
    assert.deepStrictEqual(yield* site.remembered, ids)
  }))

/** A first set-up sends this many requests to make the schema; it may die at each of them. */
const requests = 20

it.effect.each(
  Array.from(
    { length: requests },
    (_, after) => [Faults.disconnect, Faults.disconnectAfterEffect].map((behave) => ({ after, behave }))
  ).flat()
)(
  "a set-up that was cut off after $after requests goes on without a question",
  ({ after, behave }) =>
    Effect.gen(function*() {
      const site = yield* make()
      // The looking comes first, with two requests for each caller.
      site.atlassian.faults.add({ after: 6 + after, times: "always", behave })
      const fiber = yield* Effect.forkChild(site.connect())
      yield* TestClock.adjust("10 seconds")
      assert.deepInclude((yield* Fiber.join(fiber)).result, { _tag: "NotWritable", missing: "time" })
      site.atlassian.faults.clear()
      yield* assertConnected(site, yield* site.connect())
    })
)

it.effect("two admins at once: one schema, and one of them is connected", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const reports = yield* Effect.all([site.connect(ada), site.connect(bob)], { concurrency: 2 })
    const tags = reports.map(({ result }) => result._tag)
    assert.sameMembers(tags, ["Connected", "NeedsTakeOver"])
    const winner = reports.find(({ result }) => result._tag === "Connected") ?? assert.fail()
    yield* assertConnected(site, winner)
  }))

it.effect("taking over from one admin is not taking over from another who comes first", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const connection = { caller: asAda, connectedBy: ada, connectedAt: 0 }
    site.atlassian.faults.add({
      match: { path: /objectschema\/create$/ },
      behave: (_, proceed) =>
        Effect.andThen(Effect.orDie(site.settings.save({ version: 0, by: ada, change: { connection } })), proceed)
    })
    const { result } = yield* site.connect(bob, { takeOver: true })
    assert.deepInclude(result, { _tag: "NeedsTakeOver", connectedBy: ada })
    assert.strictEqual(site.settings.now()?.connection?.connectedBy, ada)
  }))

it.effect("twice at once by one admin is once", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const reports = yield* Effect.all([site.connect(), site.connect()], { concurrency: 2 })
    assert.deepStrictEqual(reports.map(({ result }) => result._tag), ["Connected", "Connected"])
    const ids = yield* site.remembered
    assert.deepStrictEqual(site.atlassian.assets.schemas().map(({ id }) => id), [ids?.schemaId])
  }))

it.effect("what others save meanwhile is kept", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({
      match: { path: /objectschema\/create$/ },
      behave: (_, proceed) =>
        Effect.andThen(
          Effect.orDie(
            site.settings.save({ version: 0, by: bob, change: { retention: { plans: 1, details: 2, summaries: 30 } } })
          ),
          proceed
        )
    })
    yield* assertConnected(site, yield* site.connect())
    assert.deepStrictEqual(site.settings.now()?.retention, { plans: 1, details: 2, summaries: 30 })
  }))

it.effect("stores that do not answer, and settings of another version, are told with what to do", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const failing = (reason: SettingsError["reason"]) =>
      Effect.flip(site.connectWith(new SettingsError({ reason, message: "It is so.", present: null })))
    assert.include((yield* failing("StoreFailed")).nextStep, "Try again")
    assert.include((yield* failing("Unreadable")).nextStep, "newest version")
    assert.lengthOf(site.atlassian.assets.schemas(), 0)
  }))

it.effect("reports are data that a page can read", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const connected = yield* site.connect()
    const looked = yield* site.assets()
    const throughJson = <A, I>(schema: Schema.Codec<A, I>, value: A) => {
      const json = Schema.fromJsonString(schema)
      return Effect.flatMap(Schema.encodeEffect(json)(value), Schema.decodeEffect(json))
    }
    assert.deepStrictEqual(yield* throughJson(ConnectReport, connected), connected)
    assert.deepStrictEqual(yield* throughJson(AssetsReport, looked), looked)
  }))
