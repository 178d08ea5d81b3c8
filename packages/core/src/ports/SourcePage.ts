/**
 * How a source is read: page by page, with the right to begin again, and so that another process can go on where this
 * one ended. A reader keeps the pages since the last restart and one value for each id.
 */
import * as Schema from "effect/Schema"

/**
 * Where a source is to be read on: opaque to everybody but the source that made it, a few KiB at most however much the
 * source holds, and without secrets.
 */
export const Cursor = Schema.String.pipe(Schema.brand("Cursor"))
export type Cursor = typeof Cursor.Type

/**
 * Reading from `next` gives what comes after this page, in this process or in another one. The end of the stream says
 * that everything was read, also when nothing comes after `next`.
 */
export type SourcePage<A> =
  /** It may be empty: then it says only how far the reading came. */
  | { readonly _tag: "Page"; readonly values: ReadonlyArray<A>; readonly next: Cursor }
  /** What came before is void: the source starts again from its first page. */
  | { readonly _tag: "Restart"; readonly next: Cursor }

export const page = <A>(values: ReadonlyArray<A>, next: Cursor): SourcePage<A> => ({ _tag: "Page", values, next })

export const restart = (next: Cursor): SourcePage<never> => ({ _tag: "Restart", next })
