/** A file that the app hands out in parts, put together here. */

export interface Parts<Cursor> {
  readonly first: Cursor
  readonly part: (cursor: Cursor) => Promise<{ readonly text: string; readonly next: Cursor | null }>
}

/** `onPart` is told how many there are so far, and which comes next. `null` when it was given up. */
export const gather = async <Cursor>(
  { first, part }: Parts<Cursor>,
  { isGivenUp, onPart }: {
    readonly isGivenUp: () => boolean
    readonly onPart: (parts: number, next: Cursor | null) => void
  }
): Promise<ReadonlyArray<string> | null> => {
  const texts: Array<string> = []
  // `null` may also be where it begins.
  let next: { readonly cursor: Cursor } | null = { cursor: first }
  while (next !== null) {
    const answer: Awaited<ReturnType<typeof part>> = await part(next.cursor)
    if (isGivenUp()) return null
    texts.push(answer.text)
    onPart(texts.length, answer.next)
    next = answer.next === null ? null : { cursor: answer.next }
  }
  return texts
}
