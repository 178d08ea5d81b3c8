/**
 * Notices that a list of pages leads back to where it was and would never end. It remembers one page only, a later one
 * each time that twice as many pages have passed (Brent's way to find a cycle), so it fits into a cursor and works over
 * any number of processes. A circle is noticed at the latest when three times its pages and those before it were read.
 */
import * as Schema from "effect/Schema"

export const PageTrail = Schema.Struct({
  /** The name of the remembered page: its URL, or the first id on it. */
  mark: Schema.String,
  /** Pages since then. */
  passed: Schema.Int,
  /** After so many pages the mark moves on. */
  span: Schema.Int
})
export type PageTrail = typeof PageTrail.Type

/** The trail after this page, or `null` when the list was there before. The first page's trail begins at `null`. */
export const follow = (trail: PageTrail | null, name: string): PageTrail | null => {
  if (trail === null) return { mark: name, passed: 0, span: 1 }
  if (trail.mark === name) return null
  return trail.passed + 1 === trail.span
    ? { mark: name, passed: 0, span: trail.span * 2 }
    : { ...trail, passed: trail.passed + 1 }
}
