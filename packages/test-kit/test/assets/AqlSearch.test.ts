import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { account, body, employees, Refusal, TotalCount } from "../fixtures/AtlassianCaller.ts"

const three = Effect.fnUntraced(function*(switches = {}) {
  const site = yield* employees({ accounts: [account(1), account(2)], switches })
  const ada = yield* site.created({
    Name: "Ada",
    "Entra User ID": "id-a",
    Email: "Ada@Contoso.com",
    "Job Title": "Chief, \"Research\" \\ Labs",
    "Jira User": "712020:account-1",
    Active: "true"
  })
  yield* site.created({ Name: "bob", "Entra User ID": "id-b", Active: "false", Manager: ada.id })
  yield* site.created({ Name: "Cid", "Entra User ID": "id-c", "Job Title": "Engineer", Manager: ada.objectKey })
  return site
})

it.effect("finds objects by type, schema, key and id", () =>
  Effect.gen(function*() {
    const { names, objectTypeId } = yield* three()
    const all = ["Ada", "bob", "Cid"]
    assert.deepStrictEqual(yield* names(`objectTypeId = ${objectTypeId}`), all)
    assert.deepStrictEqual(yield* names("objectType = employee"), all)
    assert.deepStrictEqual(
      yield* names("objectType in (Employee, Contractor) AND objectSchema = \"Entra Directory\""),
      all
    )
    assert.deepStrictEqual(yield* names("objectSchemaId = 1"), all)
    assert.deepStrictEqual(yield* names(""), all)
    assert.deepStrictEqual(yield* names("Key = ENTRA-2"), ["bob"])
    assert.deepStrictEqual(yield* names("Key in (\"ENTRA-1\", \"entra-3\", \"OTHER-2\")"), ["Ada", "Cid"])
    assert.deepStrictEqual(yield* names("objectId = 3"), ["Cid"])
    assert.deepStrictEqual(yield* names("objectId > 1"), ["bob", "Cid"])
  }))

it.effect("compares values without regard to case, except ==", () =>
  Effect.gen(function*() {
    const { names } = yield* three()
    assert.deepStrictEqual(yield* names("Email = ada@contoso.COM"), ["Ada"])
    assert.deepStrictEqual(yield* names("Email == ada@contoso.com"), [])
    assert.deepStrictEqual(yield* names("Name like d"), ["Ada", "Cid"])
    assert.deepStrictEqual(yield* names("Name not like d"), ["bob"])
    assert.deepStrictEqual(yield* names("Name startswith A"), ["Ada"])
    assert.deepStrictEqual(yield* names("Name endswith B"), ["bob"])
    assert.deepStrictEqual(yield* names("Name != BOB"), ["Ada", "Cid"])
    assert.deepStrictEqual(yield* names("Name not in (ada, CID)"), ["bob"])
    assert.deepStrictEqual(yield* names("Active = true"), ["Ada"])
    assert.deepStrictEqual(yield* names("\"Entra User ID\" = \"ID-B\""), ["bob"])
    assert.deepStrictEqual(yield* names(String.raw`"Job Title" = "Chief, \"Research\" \\ Labs"`), ["Ada"])
  }))

it.effect("finds references by key or label, users by account id or name, and missing values", () =>
  Effect.gen(function*() {
    const { names } = yield* three()
    assert.deepStrictEqual(yield* names("Manager = ENTRA-1"), ["bob", "Cid"])
    assert.deepStrictEqual(yield* names("Manager = Ada AND NOT Name = Cid"), ["bob"])
    assert.deepStrictEqual(yield* names("\"Jira User\" = \"712020:account-1\""), ["Ada"])
    assert.deepStrictEqual(yield* names("\"Jira User\" = \"Person 1\""), ["Ada"])
    assert.deepStrictEqual(yield* names("\"Jira User\" is EMPTY"), ["bob", "Cid"])
    assert.deepStrictEqual(yield* names("\"Job Title\" is not EMPTY"), ["Ada", "Cid"])
    assert.deepStrictEqual(yield* names("Active is EMPTY OR (Active = true AND Manager is EMPTY)"), ["Ada", "Cid"])
  }))

it.effect("orders by label unless told otherwise", () =>
  Effect.gen(function*() {
    const { names, update } = yield* three()
    yield* TestClock.adjust("1 second")
    yield* update("1", { "Job Title": "Chief" })
    assert.deepStrictEqual(yield* names("order by Name desc"), ["Cid", "bob", "Ada"])
    assert.deepStrictEqual(yield* names("order by Key desc"), ["Cid", "bob", "Ada"])
    assert.deepStrictEqual(yield* names("order by Updated desc"), ["Ada", "bob", "Cid"])
    assert.deepStrictEqual(yield* names("order by Nothing"), ["Ada", "bob", "Cid"])
  }))

it.effect("refuses a query about an attribute that nothing has", () =>
  Effect.gen(function*() {
    const { assets, objectTypeId } = yield* three()
    const refusal = (qlQuery: string) => Effect.flatMap(assets("POST", "object/aql", { qlQuery }), body(Refusal, 400))
    assert.match((yield* refusal("Salary = 1")).errorMessages.join(), /Unknown attribute Salary/)
    assert.match((yield* refusal(`objectTypeId = ${objectTypeId} AND 17 = 1`)).errorMessages.join(), /Unknown/)
    assert.match((yield* refusal("Name =")).errorMessages.join(), /Unexpected end/)
    assert.match((yield* refusal("constructor = 1")).errorMessages.join(), /Unknown/)
  }))

it.effect("pages through a result that more writes then change", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    for (let n = 1; n <= 25; n++) yield* site.created({ Name: `Person ${n}`, "Entra User ID": `id-${n}` })
    const page = (startAt: number) => site.search("order by Key", `startAt=${startAt}&maxResults=10`)
    const [first, second, third] = [yield* page(0), yield* page(10), yield* page(20)]
    assert.deepStrictEqual([first.isLast, second.isLast, third.isLast], [false, false, true])
    assert.deepStrictEqual(
      [...first.values, ...second.values, ...third.values].map((object) => object.objectKey),
      Array.from({ length: 25 }, (_, index) => `ENTRA-${index + 1}`)
    )
    yield* site.created({ Name: "Person 26", "Entra User ID": "id-26" })
    assert.isFalse((yield* page(15)).isLast)
    assert.strictEqual((yield* page(20)).values.length, 6)
    assert.strictEqual((yield* page(30)).values.length, 0)
  }))

it.effect("answers 25 objects unless asked, and the definitions once", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    for (let n = 1; n <= 26; n++) yield* site.created({ Name: `Person ${n}`, "Entra User ID": `id-${n}` })
    const page = yield* site.search("objectType = Employee", "")
    assert.strictEqual(page.values.length, 25)
    assert.isFalse(page.isLast)
    assert.strictEqual(page.objectTypeAttributes.length, 10)
    assert.isTrue(
      page.values.every((object) =>
        object.attributes?.every((attribute) => attribute.objectTypeAttribute === undefined)
      )
    )
    const bare = yield* site.search("objectType = Employee", "includeAttributes=false")
    assert.isTrue(bare.values.every((object) => object.attributes === undefined))
  }))

it.effect("is wrong about the end and the total from 1000 objects on", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    for (let n = 1; n <= 1100; n++) yield* site.created({ Name: `Person ${n}`, "Entra User ID": `id-${n}` })
    const { switches } = site.simulator

    const wide = yield* site.search("order by Key", "maxResults=1000")
    assert.deepStrictEqual([wide.values.length, wide.total, wide.isLast], [1000, 1000, true])
    assert.isFalse((yield* site.search("order by Key", "maxResults=999")).isLast)
    const count = yield* Effect.flatMap(
      site.assets("POST", "object/aql/totalcount", { qlQuery: "" }),
      body(TotalCount)
    )
    assert.strictEqual(count.totalCount, 1100)

    switches.isLastWrongFrom1000 = false
    switches.totalCappedAt1000 = false
    const right = yield* site.search("order by Key", "maxResults=1000")
    assert.deepStrictEqual([right.total, right.isLast], [1100, false])

    switches.queryCeilingOf1000 = true
    const last = yield* site.search("order by Key", "startAt=999&maxResults=999")
    assert.deepStrictEqual([last.values.length, last.isLast], [1, true])
  }))
