/**
 * Cuts a sequence of items, lazily, into values that every host's key-value store takes. Items are measured as their
 * JSON in UTF-8, so it is for items that their schemas encode as they are. No more than one page is held at a time.
 */

/** A value is at most this many bytes of UTF-8 as stored: hosts limit the size of a value (Forge: 240 KiB). */
export const valueBytes = 200 * 1024

/** What stands around the items; a page has no other keys of its own. */
const frame = (schemaVersion: number): readonly [start: string, end: string] => [
  `{"schemaVersion":${schemaVersion},"items":[`,
  "]}"
]

const frameBytes = frame(Number.MAX_SAFE_INTEGER).join("").length

/**
 * The items in groups, each of which fits into a value. An item that is larger than a value by itself is a defect, for
 * storing a part of it would change what follows from it: attributes have a longest length, and a person would have to
 * have thousands of addresses.
 */
function* fit<A>(items: Iterable<A>, textOf: (item: A) => string, mostItems = Infinity): Generator<ReadonlyArray<A>> {
  const encoder = new TextEncoder()
  const most = valueBytes - frameBytes
  const scratch = new Uint8Array(most)
  let group: Array<A> = []
  let bytes = 0
  for (const item of items) {
    const text = textOf(item)
    const { read, written } = encoder.encodeInto(text, scratch)
    if (read < text.length) {
      throw new RangeError(`An item of ${text.length} characters does not fit into ${valueBytes} bytes.`)
    }
    const withComma = group.length === 0 ? written : written + 1
    if (bytes + withComma > most || group.length === mostItems) {
      yield group
      group = [item]
      bytes = written
    } else {
      group.push(item)
      bytes += withComma
    }
  }
  if (group.length > 0) yield group
}

/** The items in groups that fit into a value as `{ schemaVersion, items }`. */
export const groups = <A>(items: Iterable<A>): Generator<ReadonlyArray<A>> => fit(items, (item) => JSON.stringify(item))

/** The same as the values themselves: the JSON of `{ schemaVersion, items }`, with at most so many items in one. */
export function* pages(items: Iterable<object>, schemaVersion: number, mostItems?: number): Generator<string> {
  const [start, end] = frame(schemaVersion)
  for (const texts of fit(jsonOf(items), (text) => text, mostItems)) yield start + texts.join(",") + end
}

function* jsonOf(items: Iterable<object>): Generator<string> {
  for (const item of items) yield JSON.stringify(item)
}
