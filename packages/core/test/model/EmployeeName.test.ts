import { assert, it } from "@effect/vitest"
import { adjustName } from "@entra-assets/core/model/EmployeeName"

it.each([
  ["Ada Lovelace", "Ada Lovelace"],
  ["John A. Smith Jr.", "John A  Smith Jr"],
  [`Ann "Annie" O'Neil; Dr?`, "Ann  Annie  O'Neil  Dr"],
  ["a=b:c", "a b c"],
  ["...", ""]
])("%s becomes %s", (name, adjusted) => {
  assert.strictEqual(adjustName(name), adjusted)
})
