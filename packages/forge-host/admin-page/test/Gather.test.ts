/** Files in parts. */
import { assert, describe, it } from "@effect/vitest"
import { gather } from "../src/frame/Gather.ts"

const parts = {
  first: 1,
  part: async (page: number) => ({ text: `page ${page}\n`, next: page === 3 ? null : page + 1 })
}

describe("a file in parts", () => {
  it("is put together in order", async () => {
    const counts: Array<number> = []
    const texts = await gather(parts, { isGivenUp: () => false, onPart: (count) => void counts.push(count) })
    assert.deepStrictEqual(texts, ["page 1\n", "page 2\n", "page 3\n"])
    assert.deepStrictEqual(counts, [1, 2, 3])
  })

  it("may begin where nothing is named yet", async () => {
    const named = {
      first: null,
      part: async (after: string | null) => ({
        text: `${after};`,
        next: after === "b" ? null : after === null ? "a" : "b"
      })
    }
    assert.deepStrictEqual(await gather(named, { isGivenUp: () => false, onPart: () => undefined }), [
      "null;",
      "a;",
      "b;"
    ])
  })

  it("is given up between two parts, and then asks for nothing more", async () => {
    let asked = 0
    const counting = {
      ...parts,
      part: (page: number) => {
        asked++
        return parts.part(page)
      }
    }
    assert.isNull(await gather(counting, { isGivenUp: () => asked === 2, onPart: () => undefined }))
    assert.strictEqual(asked, 2)
  })
})
