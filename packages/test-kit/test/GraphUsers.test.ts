import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { contoso, guid, people, person } from "./fixtures/Contoso.ts"
import { json, start, User } from "./fixtures/GraphCaller.ts"

const ids = (pages: ReadonlyArray<{ readonly value: ReadonlyArray<typeof User.Type> }>) =>
  pages.flatMap((page) => page.value.map((user) => user["id"]))
const everyId = (count: number) => people(count).map((one) => one.id)
const eventual = { consistencylevel: "eventual" }
const filter = (text: string) => `/users?$select=id&$filter=${encodeURIComponent(text)}`

it.effect("shows the default properties, and others only when selected", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso([person(1, { jobTitle: null })]) })
    const unasked = yield* graph.page("/users")
    assert.deepStrictEqual(unasked.value, [{
      businessPhones: [],
      displayName: "Person 1",
      givenName: "Person",
      jobTitle: null,
      mail: "person1@contoso.com",
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: "1",
      userPrincipalName: "person1@contoso.com",
      id: guid(1)
    }])
    const selected = yield* graph.page("/users?$select=id,DEPARTMENT,accountEnabled,proxyAddresses,externalUserState")
    assert.deepStrictEqual(selected.value, [{
      id: guid(1),
      department: "Research",
      accountEnabled: true,
      proxyAddresses: ["SMTP:person1@contoso.com"],
      externalUserState: null
    }])
    assert.include((yield* graph.refusal("/users?$select=id,shoeSize")).error.message, "'shoeSize'")
  }))

it.effect("pages end where the people end, and nextLinks keep the query", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso(people(250)) })
    assert.strictEqual((yield* graph.page("/users")).value.length, 100)
    const pages = yield* graph.pages("/users?$select=id,displayName&$top=125")
    assert.deepStrictEqual(pages.map((page) => page.value.length), [125, 125])
    assert.deepStrictEqual(ids(pages), everyId(250))
    assert.match(
      pages[0]?.["@odata.nextLink"] ?? "",
      /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?\$select=id,displayName&\$top=125&\$skiptoken=[\w-]+$/
    )
  }))

it.effect("refuses page sizes outside 1 to 999", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso(people(1)) })
    assert.strictEqual((yield* graph.get("/users?$top=999")).status, 200)
    for (const top of ["0", "1000"]) {
      const { error } = yield* graph.refusal(`/users?$top=${top}`)
      assert.strictEqual(error.code, "Request_BadRequest")
      assert.strictEqual(error.message, `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`)
    }
    assert.strictEqual((yield* graph.get("/users?$skip=10")).status, 400)
  }))

it.effect("nobody is skipped or repeated while people come and go between pages", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({ organisation: contoso(people(6)) })
    const first = yield* graph.page("/users?$top=3")
    yield* simulator.tenant.deletePerson(guid(1))
    yield* simulator.tenant.deletePerson(guid(4))
    yield* simulator.tenant.setPerson(person(7))
    const rest = yield* graph.pages(first["@odata.nextLink"] ?? "")
    assert.deepStrictEqual(ids([first, ...rest]), [1, 2, 3, 5, 6, 7].map(guid))
  }))

it.effect("expands managers: users, contacts, nobody, and nobody again once the manager is deleted", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({
      organisation: contoso([
        person(1),
        person(2, { manager: { kind: "user", id: guid(1) } }),
        person(3, { manager: { kind: "orgContact", id: guid(99) } })
      ])
    })
    const managers = Effect.map(
      graph.page("/users?$select=id&$expand=manager($select=id)"),
      ({ value }) => value.map((user) => user["manager"])
    )
    assert.deepStrictEqual(yield* managers, [
      undefined,
      { "@odata.type": "#microsoft.graph.user", id: guid(1) },
      { "@odata.type": "#microsoft.graph.orgContact", id: guid(99) }
    ])
    const plain = yield* graph.page(`/users?$expand=manager&$filter=id eq '${guid(2)}'`)
    assert.deepInclude(plain.value[0]?.["manager"], { displayName: "Person 1" })

    yield* simulator.tenant.deletePerson(guid(1))
    assert.deepStrictEqual((yield* managers)[0], undefined)
    assert.strictEqual((yield* graph.get(`/users/${guid(2)}/manager`)).status, 404)
    simulator.switches.deletedManagersShown = true
    assert.deepStrictEqual((yield* managers)[0], { "@odata.type": "#microsoft.graph.user", id: guid(1) })
  }))

it.effect("finds one person by id and by userPrincipalName, and their manager", () =>
  Effect.gen(function*() {
    const guest = person(3, { userPrincipalName: "ada_home.example#EXT#@contoso.com", userType: "Guest" })
    const { graph } = yield* start({
      organisation: contoso([person(1), person(2, { manager: { kind: "user", id: guid(1) } }), guest])
    })
    const one = (path: string) => Effect.flatMap(graph.get(path), json(User))
    assert.include(yield* one(`/users/${guid(2).toUpperCase()}?$select=id`), { id: guid(2) })
    assert.include(yield* one("/users/Person2@contoso.com"), { id: guid(2) })
    assert.include(yield* one(`/users/${encodeURIComponent(guest.userPrincipalName)}`), { id: guid(3) })
    assert.include(yield* one(`/users('${guid(2)}')`), { id: guid(2) })
    assert.include(yield* one(`/users/${guid(2)}/manager?$select=id`), {
      "@odata.type": "#microsoft.graph.user",
      id: guid(1)
    })
    assert.include((yield* graph.refusal(`/users/${guid(1)}/manager`)).error.message, "'manager'")
    const missing = yield* graph.refusal(`/users/${guid(9)}`)
    assert.strictEqual(missing.error.code, "Request_ResourceNotFound")
    assert.include(missing.error.message, guid(9))
  }))

it.effect("filters as the directory does", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({
      organisation: contoso([
        person(1, { mail: "o'hara@contoso.com", displayName: "O'Hara" }),
        person(2, { proxyAddresses: ["SMTP:two@contoso.com", "smtp:alias@contoso.com"] }),
        person(3, { mail: null, accountEnabled: false })
      ])
    })
    const found = (text: string) => Effect.map(graph.page(filter(text)), (page) => ids([page]))
    assert.deepStrictEqual(yield* found("mail eq 'PERSON2@contoso.com'"), [guid(2)])
    assert.deepStrictEqual(yield* found("mail eq 'o''hara@contoso.com'"), [guid(1)])
    assert.deepStrictEqual(yield* found("mail eq null"), [guid(3)])
    assert.deepStrictEqual(yield* found("accountEnabled eq false"), [guid(3)])
    assert.deepStrictEqual(yield* found("proxyAddresses/any(p:p eq 'smtp:alias@contoso.com')"), [guid(2)])
    assert.deepStrictEqual(yield* found(`id in ('${guid(1)}','${guid(3)}')`), [guid(1), guid(3)])
    assert.deepStrictEqual(
      yield* found(
        "(userPrincipalName eq 'person1@contoso.com' or startsWith(displayName,'person 3')) and userType eq 'Member'"
      ),
      [guid(1), guid(3)]
    )
  }))

it.effect("filters have limits, which advanced queries lift", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso(people(20)) })
    const inList = (count: number) => filter(`id in (${everyId(count).map((id) => `'${id}'`).join(",")})`)
    assert.strictEqual((yield* graph.page(inList(15))).value.length, 15)
    const { error } = yield* graph.refusal(inList(16))
    assert.strictEqual(error.code, "Request_UnsupportedQuery")
    assert.include(error.message, "16. Max allowed: 15")
    assert.strictEqual((yield* graph.page(`${inList(16)}&$count=true`, eventual)).value.length, 16)
    for (const text of ["mail ne null", "endsWith(mail,'com')", "not(mail eq null)"]) {
      assert.strictEqual((yield* graph.refusal(filter(text))).error.code, "Request_UnsupportedQuery")
      assert.strictEqual((yield* graph.page(`${filter(text)}&$count=true`, eventual))["@odata.count"], 20)
    }
    for (const text of ["mail eq", "mail eq 'a' 'b'", "(mail eq 'a'", "shoeSize eq 'x'", "mail = 'a'", ""]) {
      assert.strictEqual((yield* graph.get(filter(text))).status, 400, text)
    }
  }))

it.effect("counts only in advanced queries, which exclude $expand", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso(people(5)) })
    assert.isUndefined((yield* graph.page("/users?$count=true"))["@odata.count"])
    assert.strictEqual((yield* graph.page("/users?$count=true&$top=2", eventual))["@odata.count"], 5)
    assert.strictEqual((yield* graph.get("/users?$count=true&$expand=manager", eventual)).status, 400)
    assert.strictEqual((yield* graph.get("/users/$count")).status, 400)
    const count = yield* graph.get("/users/$count", eventual)
    assert.strictEqual(yield* Effect.promise(() => count.text()), "5")
  }))

it.effect("keeps deleted users for thirty days, from where they can come back", () =>
  Effect.gen(function*() {
    const { simulator: { tenant } } = yield* start({ organisation: contoso(people(3)) })
    yield* tenant.deletePerson(guid(2))
    yield* tenant.deletePerson(guid(3))
    yield* tenant.restorePerson(guid(2))
    assert.strictEqual(tenant.person(guid(2))?.id, guid(2))
    assert.deepStrictEqual((yield* tenant.deleted).map(({ person }) => person.id), [guid(3)])
    yield* TestClock.adjust("30 days")
    assert.deepStrictEqual(yield* tenant.deleted, [])
    yield* tenant.restorePerson(guid(3))
    assert.isUndefined(tenant.person(guid(3)))
  }))

it.effect("lists deleted users and finds them by id", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({ organisation: contoso(people(3)) })
    yield* simulator.tenant.deletePerson(guid(2))
    const path = "/directory/deletedItems/microsoft.graph.user"
    const listed = yield* graph.page(`${path}?$select=id,deletedDateTime`)
    assert.deepStrictEqual(listed.value, [{ id: guid(2), deletedDateTime: "1970-01-01T00:00:00Z" }])
    assert.strictEqual((yield* graph.get(`${path}/${guid(2)}`)).status, 200)
    assert.strictEqual((yield* graph.get(`${path}/${guid(1)}`)).status, 404)
    assert.strictEqual((yield* graph.get(`/users/${guid(2)}`)).status, 404)
    yield* simulator.tenant.purgePerson(guid(2))
    assert.strictEqual((yield* graph.get(`${path}/${guid(2)}`)).status, 404)
  }))

it.effect("a new list of people deletes those it does not name", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({ organisation: contoso(people(3)) })
    yield* simulator.tenant.setPeople([person(3, { userPrincipalName: "renamed@contoso.com" }), person(4)])
    assert.deepStrictEqual(ids([yield* graph.page("/users")]), [guid(3), guid(4)])
    assert.strictEqual((yield* graph.get("/users/renamed@contoso.com")).status, 200)
    assert.strictEqual((yield* graph.get("/users/person3@contoso.com")).status, 404)
    assert.strictEqual((yield* simulator.tenant.deleted).length, 2)
  }))
