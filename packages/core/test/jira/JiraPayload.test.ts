import { assert, it } from "@effect/vitest"
import * as Payload from "@entra-assets/core/jira/JiraPayload"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Schema from "effect/Schema"
import * as Shared from "../fixtures/Shared.ts"

const example = (name: string) => Shared.readJson(`jira/${name}.response.200.json`)

it.skipIf(Shared.absent)("reads the official example of a list, where no user shows an address", () => {
  const users = Schema.decodeUnknownSync(Payload.UserList)(example("users.search"))
  assert.deepStrictEqual(users[0], {
    accountId: AccountId.make("5b10a2844c20165700ede21g"),
    accountType: "atlassian",
    active: false,
    displayName: "Mia Krystof"
  })
})

it.skipIf(Shared.absent)("reads the official example of a lookup", () => {
  const page = Schema.decodeUnknownSync(Payload.UserPage)(example("user.bulk"))
  assert.deepInclude(page.values[0], {
    accountId: AccountId.make("5b10a2844c20165700ede21g"),
    emailAddress: "mia@example.com"
  })
  assert.isTrue(page.isLast)
})

it.skipIf(Shared.absent)("reads addresses as an array", () => {
  assert.deepStrictEqual(Schema.decodeUnknownSync(Payload.UserEmails)(example("user.email.bulk")), [
    { accountId: "5b10ac8d82e05b22cc7d4ef5", email: "mia@example.com" }
  ])
})

it("reads one address as an object, and nobody's as an empty one", () => {
  const decode = Schema.decodeUnknownSync(Payload.UserEmails)
  assert.deepStrictEqual(decode({ accountId: "a", email: "a@acme.example" }), {
    accountId: "a",
    email: "a@acme.example"
  })
  assert.deepStrictEqual(decode({}), {})
})
