import { assert, describe, it } from "@effect/vitest"
import { oneCopy } from "@entra-assets/core/model/OneCopy"

describe("oneCopy", () => {
  it("answers with an equal text", () => {
    const common = oneCopy()
    assert.deepStrictEqual(["Sales", "Research", "Sales", "", "sales", null].map(common), [
      "Sales",
      "Research",
      "Sales",
      "",
      "sales",
      null
    ])
  })
})
