import { assert, it } from "@effect/vitest"
import { follow, type PageTrail } from "@entra-assets/core/http/PageTrail"
import * as Schema from "effect/Schema"

/** How many pages are read before the list is seen to lead back; none when it ends unnoticed. */
const noticedAfter = (names: Iterable<string>): number | undefined => {
  let trail: PageTrail | null = null
  let pages = 0
  for (const name of names) {
    trail = follow(trail, name)
    if (trail === null) return pages
    pages++
  }
  return undefined
}

function* circling(before: number, circle: number) {
  for (let page = 0; page < 5 * (before + circle) + 5; page++) {
    yield String(page < before ? page : before + (page - before) % circle)
  }
}

const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 200 }))

it.prop("a list that leads back is noticed soon", { before: Count, circle: Count }, ({ before, circle }) => {
  const pages = noticedAfter(circling(before, circle + 1))
  assert.isDefined(pages)
  assert.isAtMost(pages ?? Infinity, 3 * (before + circle + 1))
})

it("a page that is its own next one is noticed at once", () => {
  assert.strictEqual(noticedAfter(["a", "a"]), 1)
})

it.prop("a list that ends is let alone", { count: Count }, ({ count }) => {
  assert.isUndefined(noticedAfter(Array.from({ length: count }, (_, page) => String(page))))
})
