/**
 * Cuts all records into parts by their Entra User ID, and a part into smaller ones, so that each query stays below
 * Assets' ceiling. Pure.
 */
import * as Match from "effect/Match"
import * as Aql from "../Aql.ts"

export type Part =
  | { readonly _tag: "Everyone" }
  /** The records without a value. */
  | { readonly _tag: "Empty" }
  /** The values that begin so; AQL does not look at the case. */
  | { readonly _tag: "Prefix"; readonly prefix: string }
  /** The prefix itself, and the values where something follows it that is at this place in no GUID. */
  | { readonly _tag: "Other"; readonly prefix: string }

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
