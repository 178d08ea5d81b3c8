import { assert, it } from "@effect/vitest"
import * as AssetsEmployeeWriter from "@entra-assets/core/assets/AssetsEmployeeWriter"
import * as AssetsObjectClient from "@entra-assets/core/assets/AssetsObjectClient"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import type { EmployeeFields } from "@entra-assets/core/model/Employee"
import { AccountId, EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import { DuplicateEntraUserId, EmployeeWriter, RecordRefused } from "@entra-assets/core/ports/EmployeeWriter"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { attributeId, directory } from "../fixtures/Directory.ts"
import * as FakeAtlassian from "../fixtures/FakeAtlassian.ts"
import * as SimulatedSite from "../fixtures/SimulatedSite.ts"

const ada: EmployeeFields = {
  name: "Ada K. Lovelace",
  entraUserId: EntraId.make("6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90")
}
const nextStep = "Correct this in Entra ID or in Assets, then run the sync again."

const object = ObjectId.make("88")

const run = <A, E>(fake: FakeAtlassian.FakeAtlassian, effect: Effect.Effect<A, E, EmployeeWriter>) =>
  Effect.provide(
    effect,
    AssetsEmployeeWriter.layer(directory).pipe(Layer.provide(AssetsObjectClient.layer), Layer.provide(fake.layer))
  )

const create = (fields: EmployeeFields) => EmployeeWriter.use((writer) => writer.create(fields))
const update = (fields: EmployeeFields) => EmployeeWriter.use((writer) => writer.update(object, fields))

const refusing = (attributes: { readonly [id: string]: string }, errorMessages: ReadonlyArray<string> = []) =>
  [400, {
    errorMessages,
    errors: Object.fromEntries(Object.entries(attributes).map(([id, text]) => [`rlabs-insight-attribute-${id}`, text]))
  }] as const

const sent = ({ requests }: FakeAtlassian.FakeAtlassian) =>
  requests.map(({ method, url }) => `${method} ${url.pathname.split("/v1")[1]}`)

it.effect("creates an object and returns its id", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(201, { id: "88" })
    assert.deepStrictEqual(yield* run(fake, create(ada)), { objectId: object, nameAdjusted: false })
    assert.deepStrictEqual(sent(fake), ["POST /object/create"])
  }))

it.effect("updates an object with a PUT", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(200, { id: "88" })
    assert.deepStrictEqual(yield* run(fake, update({ jobTitle: null })), { objectId: object, nameAdjusted: false })
    assert.deepStrictEqual(sent(fake), ["PUT /object/88"])
    assert.deepStrictEqual(fake.requests[0]?.body, {
      objectTypeId: "23",
      attributes: [{ objectTypeAttributeId: attributeId("jobTitle"), objectAttributeValues: [] }]
    })
  }))

it.effect("a refused Entra User ID is a duplicate, whatever the text says", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(...refusing({ [attributeId("entraUserId")]: "something new" }))
    assert.deepStrictEqual(yield* Effect.flip(run(fake, create(ada))), new DuplicateEntraUserId({}))
    assert.strictEqual(fake.requests.length, 1)
  }))

it.effect("an update that does not send the Entra User ID cannot be a duplicate", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(...refusing({ [attributeId("entraUserId")]: "is required" }))
    assert.deepStrictEqual(
      yield* Effect.flip(run(fake, update({ jobTitle: "Analyst" }))),
      new RecordRefused({ attribute: "Entra User ID", message: `is required. ${nextStep}` })
    )
  }))

it.effect.each([[{ "200": "reserved characters" }, []], [{}, ["reserved characters"]]] as const)(
  "a refused Name is sent once more without its reserved characters",
  ([attributes, messages]) =>
    Effect.gen(function*() {
      const names: Array<unknown> = []
      const fake = FakeAtlassian.make(({ body }) => {
        names.push(body)
        return names.length === 1 ? refusing(attributes, messages) : [201, { id: "88" }]
      })
      assert.deepStrictEqual(yield* run(fake, create(ada)), { objectId: object, nameAdjusted: true })
      assert.include(JSON.stringify(names[0]), `"Ada K. Lovelace"`)
      assert.include(JSON.stringify(names[1]), `"Ada K  Lovelace"`)
      assert.include(JSON.stringify(names[1]), "6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90")
    })
)

it.effect("a Name that is refused again is not sent a third time", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(...refusing({ "200": "no" }))
    assert.deepStrictEqual(
      yield* Effect.flip(run(fake, create(ada))),
      new RecordRefused({ attribute: "Name", message: `no. ${nextStep}` })
    )
    assert.strictEqual(fake.requests.length, 2)
  }))

it.effect.each(["Ada Lovelace", "..."])(
  "a refused Name that adjusting does not help (%s) is sent once",
  (name) =>
    Effect.gen(function*() {
      const fake = FakeAtlassian.always(...refusing({ "200": "no" }))
      assert.strictEqual((yield* Effect.flip(run(fake, update({ name }))))._tag, "RecordRefused")
      assert.strictEqual(fake.requests.length, 1)
    })
)

it.effect("another attribute is named as people see it", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(...refusing({ [attributeId("jiraUser")]: "not found in jira" }))
    assert.deepStrictEqual(
      yield* Effect.flip(run(fake, create(ada))),
      new RecordRefused({ attribute: "Jira User", message: `not found in jira. ${nextStep}` })
    )
  }))

it.effect("a refusal without an attribute is this record's too", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(...refusing({}, ["object limit reached"]))
    assert.deepStrictEqual(
      yield* Effect.flip(run(fake, create({ name: "Ada" }))),
      new RecordRefused({ attribute: null, message: `object limit reached. ${nextStep}` })
    )
  }))

it.effect("a record that somebody removed is refused; a type that is gone is not about the record", () =>
  Effect.gen(function*() {
    const fake = FakeAtlassian.always(404, { errorMessages: [], errors: {} })
    assert.strictEqual((yield* Effect.flip(run(fake, update({ active: false }))))._tag, "RecordRefused")
    const error = yield* Effect.flip(run(fake, create(ada)))
    assert.deepStrictEqual(error._tag === "SourceError" && error.reason, "Misconfigured")
  }))

it.effect.each(
  [
    [401, "Unauthorized"],
    [403, "Forbidden"],
    [429, "Throttled"],
    [500, "Unavailable"]
  ] as const
)("HTTP %i is a failure of Assets: %s", ([status, reason]) =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(run(FakeAtlassian.always(status, {}), create(ada)))
    assert.deepStrictEqual(error._tag === "SourceError" && [error.source, error.reason], ["assets", reason])
  }))

/** A simulated directory, and what to do in it. */
const simulated = Effect.fnUntraced(function*<A, E>(
  switches: Partial<AtlassianSwitches>,
  use: (site: AtlassianSimulator) => Effect.Effect<A, E, EmployeeWriter>
) {
  const site = yield* SimulatedSite.make(switches, [
    SimulatedSite.account(1),
    SimulatedSite.account(2, { active: false })
  ])
  const clients = SimulatedSite.layer(site)
  const ids = yield* Effect.provide(DirectorySchema.ensure(), clients)
  return yield* Effect.provide(use(site), AssetsEmployeeWriter.layer(ids).pipe(Layer.provide(clients)))
})

it.effect("what was written is what Assets has", () =>
  simulated({ reservedCharactersInNames: true }, (site) =>
    Effect.gen(function*() {
      const { nameAdjusted, objectId } = yield* create({
        ...ada,
        fullName: "Ada K. Lovelace",
        email: "ada@acme.example",
        jiraUser: AccountId.make(SimulatedSite.account(1).accountId),
        active: true,
        jobTitle: "Analyst"
      })
      assert.isTrue(nameAdjusted)
      const writer = yield* EmployeeWriter
      yield* writer.update(objectId, { jobTitle: null, active: false, manager: objectId })
      assert.deepStrictEqual(site.assets.object(objectId)?.values, {
        Name: "Ada K  Lovelace",
        "Entra User ID": "6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90",
        "Full Name": "Ada K. Lovelace",
        Email: "ada@acme.example",
        "Jira User": SimulatedSite.account(1).accountId,
        Active: "false",
        Manager: objectId
      })
      assert.strictEqual(site.assets.object(objectId)?.writes, 2)
    })))

it.effect("a second record for one person is a duplicate", () =>
  simulated({}, () =>
    Effect.gen(function*() {
      yield* create(ada)
      assert.deepStrictEqual(yield* Effect.flip(create(ada)), new DuplicateEntraUserId({}))
    })))

it.effect("an account that Assets refuses is named by its attribute", () =>
  simulated({ inactiveUsersRefused: true }, () =>
    Effect.gen(function*() {
      const left = AccountId.make(SimulatedSite.account(2).accountId)
      const refused = yield* Effect.flip(create({ ...ada, jiraUser: left }))
      assert.strictEqual(refused._tag === "RecordRefused" && refused.attribute, "Jira User")
    })))

it.effect("a site that is full refuses the record", () =>
  simulated({ refuseAboveAllowance: true, objectAllowance: 0 }, () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(create(ada)))._tag, "RecordRefused")
    })))
