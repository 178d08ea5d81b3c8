import { assert, it } from "@effect/vitest"
import * as AadErrors from "@entra-assets/core/graph/AadErrors"
import * as Schema from "effect/Schema"
import { existsSync, readFileSync } from "node:fs"

it.each<[number, string]>([
  [7000215, "WrongSecret"],
  [7000222, "ExpiredSecret"],
  [7000218, "MissingSecret"],
  [700016, "AppNotFound"],
  [7000112, "AppDisabled"],
  [90002, "TenantNotFound"],
  [900023, "TenantMalformed"],
  [9001023, "TenantMalformed"],
  [70011, "BadScope"],
  [500011, "ResourceNotFound"],
  [65001, "ConsentMissing"],
  [53003, "ConditionalAccess"],
  [900382, "WrongCloud"],
  [90033, "Unavailable"]
])("AADSTS%i is %s, with something to do", (code, reason) => {
  const error = AadErrors.fromCode(code)
  assert.strictEqual(error.reason, reason)
  assert.strictEqual(error.code, code)
  assert.match(error.message, /^[A-Z].*\.$/)
  assert.match(error.nextStep, /^[A-Z].*\.$/)
})

it("a number that is not in the table comes with where to look it up", () => {
  const error = AadErrors.fromAnswer(400, { error_codes: [1234567] })
  assert.strictEqual(error.reason, "Refused")
  assert.strictEqual(error.code, 1234567)
  assert.include(error.nextStep, "AADSTS1234567")
})

it("the number may be in the description alone", () => {
  const error = AadErrors.fromAnswer(401, { error_description: "AADSTS7000222: expired." })
  assert.strictEqual(error.reason, "ExpiredSecret")
})

it.each<[number, string]>([[429, "Throttled"], [503, "Unavailable"], [407, "Refused"]])(
  "without a number, HTTP %i is %s",
  (status, reason) => {
    assert.strictEqual(AadErrors.fromAnswer(status, "<html>Proxy</html>").reason, reason)
  }
)

const recorded = new URL("../../../../../shared/data/auth/token.errors.json", import.meta.url)

// The answers come with the project's shared material and are not part of the repository.
it.skipIf(!existsSync(recorded))("keeps the ids of real answers, but neither tenant nor app", () => {
  const Answers = Schema.Record(
    Schema.String,
    Schema.Union([Schema.String, Schema.Struct({ _httpStatus: Schema.Int, body: Schema.JsonObject })])
  )
  const answers = Schema.decodeUnknownSync(Schema.fromJsonString(Answers))(readFileSync(recorded, "utf8"))
  for (const answer of Object.values(answers)) {
    if (typeof answer === "string") continue
    const error = AadErrors.fromAnswer(answer._httpStatus, answer.body)
    assert.notStrictEqual(error.reason, "Refused")
    assert.strictEqual(error.correlationId, "11111111-1111-1111-1111-111111111111")
    assert.notMatch(JSON.stringify(error), /\{appId\}|\{tenant\}/)
  }
})
