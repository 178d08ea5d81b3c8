import { assert, it } from "@effect/vitest"
import * as GraphPayload from "@entra-assets/core/graph/GraphPayload"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { existsSync, readdirSync, readFileSync } from "node:fs"

const id = "6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90"
const managerId = "0d1e2f3a-4b5c-4d6e-8f70-112233445566"

const read = (user: object) => Option.getOrThrow(GraphPayload.userReader()({ id, ...user }))

it("an absent property stays absent, and null stays null", () => {
  assert.deepStrictEqual<unknown>(read({ displayName: "Ada", jobTitle: null }), {
    id,
    displayName: "Ada",
    jobTitle: null,
    isGuest: false,
    primaryProxyAddress: null,
    aliases: [],
    otherMails: []
  })
})

it("a blank string stays as it is", () => {
  assert.strictEqual(read({ department: "  " }).department, "  ")
})

it("ids are in lower case", () => {
  assert.strictEqual(read({ id: id.toUpperCase() }).id, id)
})

it.each([["Guest", true], ["Member", false], [null, false]])("userType %s: guest is %s", (userType, isGuest) => {
  assert.strictEqual(read({ userType }).isGuest, isGuest)
})

it("SMTP: marks the primary address and smtp: the aliases; the rest are no addresses", () => {
  const user = read({
    proxyAddresses: [
      "X500:/o=Contoso/cn=ada",
      "smtp:ada.king@contoso.com",
      "SMTP: ada@contoso.com",
      "sip:ada@contoso.com",
      "SMTP:late@contoso.com",
      "smtp:",
      "no prefix"
    ]
  })
  assert.strictEqual(user.primaryProxyAddress, "ada@contoso.com")
  assert.deepStrictEqual(user.aliases, ["ada.king@contoso.com", "late@contoso.com"])
})

it("an alias that an earlier rule of matching covers is left out", () => {
  const user = read({
    mail: "Ada@contoso.com",
    userPrincipalName: "ada@corp.contoso.com",
    proxyAddresses: [
      "SMTP:first@contoso.com",
      "smtp:ada@CONTOSO.com",
      "smtp:ADA@corp.contoso.com",
      "smtp:a@contoso.com"
    ]
  })
  assert.deepStrictEqual(user.aliases, ["a@contoso.com"])
})

it.each([
  [{ id: managerId }, { _tag: "User", id: managerId }],
  [{ id: managerId, "@odata.type": "#microsoft.graph.user" }, { _tag: "User", id: managerId }],
  [{ id: managerId, "@odata.type": "#microsoft.graph.orgContact" }, { _tag: "Contact", id: managerId }]
])("manager %j", (manager, expected) => {
  assert.deepStrictEqual<unknown>(read({ manager }).manager, expected)
})

it("null as a manager is no manager named", () => {
  assert.notProperty(read({ manager: null }), "manager")
})

it("all users share one empty array, and one copy of each department", () => {
  const reader = GraphPayload.userReader()
  const department = () => ["Research", "and", "Development"].join(" ")
  const [first, second] = [1, 2].map(() => Option.getOrThrow(reader({ id, department: department() })))
  assert.strictEqual(first?.aliases, second?.otherMails)
  assert.strictEqual(first?.department, second?.department)
})

it.each([[{}], [{ id: "1" }], [{ id, accountEnabled: "yes" }], [{ id, proxyAddresses: "SMTP:a@b" }], [null]])(
  "%j is no user",
  (wire) => {
    assert.isTrue(Option.isNone(GraphPayload.userReader()(wire)))
  }
)

it("a refusal that is not Graph's says nothing", () => {
  assert.deepStrictEqual(GraphPayload.refusal("<html>"), {})
})

const examples = new URL("../../../../../shared/data/graph/examples/", import.meta.url)

// The documentation's examples come with the project's shared material and are not part of the repository.
it.skipIf(!existsSync(examples))("the documentation's pages of users can be read", () => {
  const decode = Schema.decodeUnknownOption(Schema.fromJsonString(GraphPayload.UserPage))
  const pages = readdirSync(examples).filter((name) => /^user-list.*\.json$/.test(name)).flatMap((name) =>
    Option.toArray(decode(readFileSync(new URL(name, examples), "utf8")))
  )
  assert.isAbove(pages.length, 3)
  for (const wire of pages.flatMap((page) => page.value)) {
    const { id } = Schema.decodeUnknownSync(Schema.Struct({ id: Schema.optionalKey(Schema.String) }))(wire)
    const isGuid = id !== undefined && /^[0-9a-f-]{36}$/i.test(id)
    assert.strictEqual(Option.isSome(GraphPayload.userReader()(wire)), isGuid, JSON.stringify(wire))
  }
})
