/**
 * How a source is read: page by page, with the right to begin again. A reader keeps the pages since the last restart
 * and drops repeated ids.
 */

export type SourcePage<A> =
  | { readonly _tag: "Page"; readonly values: ReadonlyArray<A>; readonly total?: number }
  /** What came before is void: the source starts again from its first page. */
  | { readonly _tag: "Restart" }

export const page = <A>(values: ReadonlyArray<A>, total?: number): SourcePage<A> =>
  total === undefined ? { _tag: "Page", values } : { _tag: "Page", values, total }

export const restart: SourcePage<never> = { _tag: "Restart" }
