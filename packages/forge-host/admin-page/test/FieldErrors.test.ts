/** What the app says of fields stands at them; nothing that it says is lost. */
import { assert, it } from "@effect/vitest"
import { AskError } from "../src/api/AskError.ts"
import { fieldErrors } from "../src/api/FieldErrors.ts"

const invalid = (fields: { readonly [field: string]: string }) => new AskError({ _tag: "InvalidInput", fields })

it("stands at the fields that are shown", () => {
  assert.deepStrictEqual(fieldErrors(invalid({ tenantId: "No." }), ["tenantId", "clientId"]), {
    fields: { tenantId: "No." },
    rest: null
  })
})

it("is told beside them where it is of no field, or of one that is not shown", () => {
  const { fields, rest } = fieldErrors(invalid({ a: "No.", b: "Neither.", "": "The page is old." }), ["a"])
  assert.deepStrictEqual(fields, { a: "No." })
  assert.deepStrictEqual(rest?.reply, { _tag: "InvalidInput", fields: { b: "Neither.", "": "The page is old." } })
  assert.isNotNull(fieldErrors(invalid({}), ["a"]).rest)
})

it("leaves any other refusal as it is", () => {
  const refused = new AskError({ _tag: "NotAllowed", message: "No." })
  assert.deepStrictEqual(fieldErrors(refused, ["a"]), { fields: {}, rest: refused })
  assert.deepStrictEqual(fieldErrors(null, ["a"]), { fields: {}, rest: null })
})
