import { assert, it } from "@effect/vitest"
import * as PageWeight from "../src/PageWeight.ts"

it("the admin page keeps to its budget", () => {
  const bytes = PageWeight.measure()
  // Less would mean that the scripts were not found.
  assert.isAbove(bytes, 50_000)
  assert.isAtMost(bytes, PageWeight.budget)
})
