/** A file that the app hands out in parts, put together here. What has come stays when the next part does not. */
import { mayPass } from "../api/AskError.ts"
import { sleep } from "../api/Sleep.ts"

export interface Parts<Cursor> {
  readonly first: Cursor
  readonly part: (cursor: Cursor) => Promise<{ readonly text: string; readonly next: Cursor | null }>
}

export interface Gathered<Cursor> {
  readonly parts: number
  /** One after the other. Blobs, since the browser may put them where there is more room than for texts. */
  readonly blobs: ReadonlyArray<Blob>
  /** Which comes next; `null` when there is none. A cursor may be `null`, too. */
  readonly next: { readonly cursor: Cursor } | null
}

export const nothing = <Cursor>(first: Cursor): Gathered<Cursor> => ({ parts: 0, blobs: [], next: { cursor: first } })

/** Before a part is asked for again. After the last of them whoever waits for the file is asked. */
export const waits: ReadonlyArray<number> = [2000, 5000, 10_000, 20_000, 30_000]

export interface GatherOptions<Cursor> {
  /** Nobody wants it any more. */
  readonly signal: AbortSignal
  readonly onPart: (soFar: Gathered<Cursor>) => void
  /** The next part did not come, and is asked for again in a while. */
  readonly onWait: () => void
  readonly pauses?: ReadonlyArray<number>
}

const isAborted = ({ aborted }: AbortSignal) => aborted

/** The rest of a file, beginning where `soFar` ends; `null` when it was given up. Rejects as `part` does. */
export const gather = async <Cursor>(
  part: Parts<Cursor>["part"],
  soFar: Gathered<Cursor>,
  { onPart, onWait, pauses = waits, signal }: GatherOptions<Cursor>
): Promise<ReadonlyArray<Blob> | null> => {
  const patient = async (cursor: Cursor) => {
    for (const pause of pauses) {
      try {
        return await part(cursor)
      } catch (error) {
        if (!mayPass(error) || isAborted(signal)) throw error
        onWait()
        await sleep(pause, signal)
        if (isAborted(signal)) throw error
      }
    }
    return await part(cursor)
  }
  let all = soFar
  while (all.next !== null) {
    const { next, text } = await patient(all.next.cursor)
    if (isAborted(signal)) return null
    all = {
      parts: all.parts + 1,
      blobs: [...all.blobs, new Blob([text])],
      next: next === null ? null : { cursor: next }
    }
    onPart(all)
  }
  return all.blobs
}
