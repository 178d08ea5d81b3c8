import { assert, describe, it } from "@effect/vitest"
import * as JsonPages from "../../../src/sync/internal/JsonPages.ts"

const { valueBytes } = JsonPages
const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** Characters of one to four bytes, and those that JSON escapes, a lone surrogate among them. */
const characters = ["a", "é", "山", "\u{1f600}", `"`, "\\", "\u0001", "\n", "\ud800"]

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    index,
    text: (characters[index % characters.length] ?? "").repeat(index * 37 % 2000)
  }))

/** An item whose JSON has so many bytes. */
const ofBytes = (bytes: number) => ({ text: "x".repeat(bytes - `{"text":""}`.length) })

const emptyPage = `{"schemaVersion":1,"items":[]}`

describe("pages", () => {
  it("have every item, in order, and are no larger than a value and none needlessly small", () => {
    const all = items(2000)
    const pages = Array.from(JsonPages.pages(all, 1))
    assert.deepStrictEqual(
      pages.flatMap((page) => {
        const { items, schemaVersion } = JSON.parse(page)
        assert.strictEqual(schemaVersion, 1)
        return items
      }),
      all
    )
    const sizes = pages.map(bytesOf)
    assert.isAbove(sizes.length, 10)
    assert.isTrue(sizes.every((size) => size <= valueBytes))
    assert.isTrue(sizes.slice(0, -1).every((size) => size > valueBytes * 0.9))
  })

  it("of nothing are none", () => assert.deepStrictEqual(Array.from(JsonPages.pages([], 1)), []))

  it("are cut when an item comes that does not fit, and not before the page is asked for", () => {
    let taken = 0
    function* endless() {
      while (true) {
        taken++
        yield ofBytes(50_000)
      }
    }
    const pages = JsonPages.pages(endless(), 1)
    assert.strictEqual(taken, 0)
    pages.next()
    assert.strictEqual(taken, 5)
    pages.next()
    assert.strictEqual(taken, 9)
  })

  it("fit whatever the version is", () => {
    const [page = ""] = JsonPages.pages([ofBytes(100_000), ofBytes(104_000)], 123_456)
    assert.isAtMost(bytesOf(page), valueBytes)
  })
})

describe("an item", () => {
  /** So much is left for items when the version has sixteen digits. */
  const most = valueBytes - emptyPage.length - 15

  it("may fill a page by itself", () => {
    const pages = Array.from(JsonPages.pages([ofBytes(most), ofBytes(1_000), ofBytes(most)], 1))
    assert.deepStrictEqual(pages.map(bytesOf), [most, 1_000, most].map((bytes) => bytes + emptyPage.length))
  })

  it("that is larger than a page is a defect that tells no more than its length", () => {
    const larger = { text: `${"x".repeat(most - 13)}é`, name: "Ada" }
    assert.throws(
      () => Array.from(JsonPages.pages([larger], 1)),
      RangeError,
      /^An item of \d+ characters does not fit/u
    )
  })
})

it("groups are the items of the pages", () => {
  const all = items(2000)
  assert.deepStrictEqual(
    Array.from(JsonPages.groups(all)).map((group) => JSON.stringify({ schemaVersion: 1, items: group })),
    Array.from(JsonPages.pages(all, 1))
  )
})
