/**
 * Builds queries in the Assets Query Language. Attribute names and values are always quoted and escaped, so nothing
 * that a person types can change what a query means. Syntax: support.atlassian.com, "Using AQL syntax".
 */
import * as Brand from "effect/Brand"

/** A whole condition. */
export type Aql = Brand.Branded<string, "Aql">

const aql = Brand.nominal<Aql>()

/** Records of this type. Ids are digits, which AQL takes bare. */
export const objectTypeId = (id: string): Aql => aql(`objectTypeId = ${/^\d+$/.test(id) ? id : quoted(id)}`)

/** Compares without regard to case. */
export const equals = (attribute: string, value: string): Aql => aql(`${quoted(attribute)} = ${quoted(value)}`)

/** Compares without regard to case. */
export const startsWith = (attribute: string, prefix: string): Aql =>
  aql(`${quoted(attribute)} startswith ${quoted(prefix)}`)

export const isEmpty = (attribute: string): Aql => aql(`${quoted(attribute)} is EMPTY`)

export const and = (...conditions: ReadonlyArray<Aql>): Aql => aql(conditions.join(" AND "))

/** In parentheses, so that it can stand inside `and`. */
export const or = (...conditions: ReadonlyArray<Aql>): Aql => aql(`(${conditions.join(" OR ")})`)

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`
