/** A file that the app hands out in parts, put together here. */

export interface Parts<Cursor> {
  readonly first: Cursor
  readonly part: (cursor: Cursor) => Promise<{ readonly text: string; readonly next: Cursor | null }>
}

/** `onPart` is told how many there are so far. `null` when it was given up. */
export const gather = async <Cursor>(
  { first, part }: Parts<Cursor>,
  { isGivenUp, onPart }: { readonly isGivenUp: () => boolean; readonly onPart: (parts: number) => void }
): Promise<ReadonlyArray<string> | null> => {
  const texts: Array<string> = []
  let cursor: Cursor | null = first
  while (cursor !== null) {
    const answer: { readonly text: string; readonly next: Cursor | null } = await part(cursor)
    if (isGivenUp()) return null
    texts.push(answer.text)
    onPart(texts.length)
    cursor = answer.next
  }
  return texts
}
