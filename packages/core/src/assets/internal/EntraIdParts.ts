/**
 * Cuts all records into parts by their Entra User ID, and a part into smaller ones, so that each query stays below
 * Assets' ceiling. Pure.
 */
import * as Equal from "effect/Equal"
import * as Match from "effect/Match"
import * as Schema from "effect/Schema"
import * as Aql from "../Aql.ts"

export const Part = Schema.Union([
  Schema.TaggedStruct("Everyone", {}),
  /** The records without a value. */
  Schema.TaggedStruct("Empty", {}),
  /** The values that begin so; AQL does not look at the case. */
  Schema.TaggedStruct("Prefix", { prefix: Schema.String }),
  /** The prefix itself, and the values where something follows it that is at this place in no GUID. */
  Schema.TaggedStruct("Other", { prefix: Schema.String })
])
export type Part = typeof Part.Type

const hexDigits = Array.from("0123456789abcdef")
const guidLength = 36
const hyphens = [8, 13, 18, 23]

/** Of ASCII, and one case only. */
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index))
  .filter((character) => character === character.toLowerCase())

/** The characters that a GUID may have at this place. */
const inGuid = (position: number): ReadonlyArray<string> => hyphens.includes(position) ? ["-"] : hexDigits

const below = (prefix: string): ReadonlyArray<Part> =>
  prefix.length === guidLength
    ? []
    : inGuid(prefix.length).map((character) => ({ _tag: "Prefix", prefix: prefix + character }))

/** Smaller parts, which together with `rest` hold the part; none when it cannot be cut. */
export const split: (part: Part) => ReadonlyArray<Part> = Match.typeTags<Part, ReadonlyArray<Part>>()({
  Everyone: () => [{ _tag: "Empty" }, ...below("")],
  Prefix: ({ prefix }) => below(prefix),
  Empty: () => [],
  Other: () => []
})

/** What `split` leaves out: values that are no GUIDs, which people may have typed. */
export const rest = (part: Part): Part => ({ _tag: "Other", prefix: part._tag === "Prefix" ? part.prefix : "" })

/** What a part was cut out of: `split` or `rest` of it has the part. */
export const whole = (part: Part): Part => {
  const prefix = part._tag === "Prefix" ? part.prefix.slice(0, -1) : part._tag === "Other" ? part.prefix : ""
  return prefix === "" ? { _tag: "Everyone" } : { _tag: "Prefix", prefix }
}

/** What comes after a part among those of the same cut: the next one of `split`, then `rest`; `null` after that. */
export const following = (part: Part): Part | null => {
  if (part._tag === "Everyone" || part._tag === "Other") return null
  const cut = whole(part)
  const smaller = split(cut)
  return smaller[smaller.findIndex((each) => Equal.equals(each, part)) + 1] ?? rest(cut)
}

/** The query for a part of these records, by the attribute's name. */
export const toAql = (everyone: Aql.Aql, attribute: string): (part: Part) => Aql.Aql =>
  Match.typeTags<Part, Aql.Aql>()({
    Everyone: () => everyone,
    Empty: () => Aql.and(everyone, Aql.isEmpty(attribute)),
    Prefix: ({ prefix }) => Aql.and(everyone, Aql.startsWith(attribute, prefix)),
    Other: ({ prefix }) => {
      const expected = inGuid(prefix.length)
      const followed = printable.filter((character) => !expected.includes(character)).map((character) =>
        Aql.startsWith(attribute, prefix + character)
      )
      return Aql.and(everyone, Aql.or(...(prefix === "" ? [] : [Aql.equals(attribute, prefix)]), ...followed))
    }
  })
