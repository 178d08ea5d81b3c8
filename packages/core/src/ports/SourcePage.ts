/**
 * How a source is read: page by page, with the right to begin again. A reader keeps the pages since the last restart
 * and drops repeated ids.
 */

export type SourcePage<A> =
  | { readonly _tag: "Page"; readonly values: ReadonlyArray<A> }
  /** What came before is void: the source starts again from its first page. */
  | { readonly _tag: "Restart" }

export const page = <A>(values: ReadonlyArray<A>): SourcePage<A> => ({ _tag: "Page", values })

export const restart: SourcePage<never> = { _tag: "Restart" }
