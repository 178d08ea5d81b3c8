/** A judge from outside: the answers of Jira against Atlassian's own description and examples. */
import { assert, it } from "@effect/vitest"
import { Ajv } from "ajv"
import addFormats from "ajv-formats"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { account, body, caller, site } from "./fixtures/AtlassianCaller.ts"
import { differingFields, isAbsent, read } from "./fixtures/SharedData.ts"

const Json = Schema.Unknown

const requests = [
  ["api/3/users/search", "/rest/api/3/users/search", "users.search"],
  ["api/3/users", "/rest/api/3/users", undefined],
  ["api/3/user/search?query=person", "/rest/api/3/user/search", undefined],
  ["api/3/user?accountId=712020:account-1", "/rest/api/3/user", "user.get"],
  ["api/3/user/bulk?accountId=712020:account-1", "/rest/api/3/user/bulk", "user.bulk"],
  ["api/3/user/email?accountId=712020:account-1", "/rest/api/3/user/email", undefined],
  ["api/3/myself", "/rest/api/3/myself", "myself"]
] as const

const segment = (path: string) => path.replaceAll("~", "~0").replaceAll("/", "~1")

it.effect.skipIf(isAbsent)(
  "answers what the official description says (needs ../shared/data)",
  () =>
    Effect.gen(function*() {
      const ajv = new Ajv({ strict: false, allErrors: true })
      addFormats.default(ajv)
      ajv.addSchema(Object(read("jira/jira-platform-v3.users.openapi.json")), "jira")
      const simulator = yield* site({
        accounts: [account(1), account(2, { emailVisibility: "hidden", active: false })]
      })
      for (const [request, path] of requests) {
        const response = `jira#/paths/${segment(path)}/get/responses/200/content/application~1json/schema`
        const validate = ajv.compile({ $ref: response })
        validate(yield* Effect.flatMap(caller(simulator).jira("GET", request), body(Json)))
        assert.deepStrictEqual(validate.errors ?? [], [], request)
      }
    })
)

/** Fields that only one side has, and why that is right. */
const differences: ReadonlyMap<string, string> = new Map([
  ["users.search [].emailAddress", "the example's people hide theirs"],
  ["user.get locale", "the description has it, the example's caller may not see it"],
  ["myself locale", "as above"],
  ["user.bulk values[].key", "empty texts in other listings, absent from this example"],
  ["user.bulk values[].name", "empty texts in other listings, absent from this example"],
  ["user.bulk values[].timeZone", "only the example of several users has it"]
])

it.effect.skipIf(isAbsent)(
  "has the fields of the official examples (needs ../shared/data)",
  () =>
    Effect.gen(function*() {
      const simulator = yield* site()
      simulator.callers.allowToken("person-1", { kind: "user", accountId: "712020:account-1" })
      for (const [request, , example] of requests) {
        if (example === undefined) continue
        const ours = yield* Effect.flatMap(caller(simulator, "person-1").jira("GET", request), body(Json))
        const differing = differingFields(read(`jira/${example}.response.200.json`), ours)
          .map((field) => `${example} ${field}`)
          .filter((field) => !differences.has(field))
        assert.deepStrictEqual(differing, [])
      }
    })
)
