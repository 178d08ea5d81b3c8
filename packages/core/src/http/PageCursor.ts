/**
 * A source's position as the opaque cursor of its pages: JSON by a schema. A cursor that this version does not
 * understand is none.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Cursor } from "../ports/SourcePage.ts"

export interface PageCursor<Position> {
  readonly write: (position: Position) => Cursor
  readonly read: (cursor: Cursor) => Option.Option<Position>
}

export const make = <Position>(position: Schema.Codec<Position, unknown>): PageCursor<Position> => {
  const json = Schema.fromJsonString(position)
  const encode = Schema.encodeSync(json)
  return {
    write: (position) => Cursor.make(encode(position)),
    read: Schema.decodeUnknownOption(json)
  }
}
