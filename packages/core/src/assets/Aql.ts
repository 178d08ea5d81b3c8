/**
 * Builds queries in the Assets Query Language. Attribute names and values are always quoted and escaped, so nothing
 * that a person types can change what a query means. Syntax: support.atlassian.com, "Using AQL syntax".
 */
import * as Brand from "effect/Brand"

/** A whole condition. */
export type Aql = Brand.Branded<string, "Aql">

const aql = Brand.nominal<Aql>()

/** Records of this type. */
export const objectTypeId = (typeId: string): Aql => aql(`objectTypeId = ${id(typeId)}`)

/** Compares without regard to case. */
export const equals = (attribute: string, value: string): Aql => aql(`${quoted(attribute)} = ${quoted(value)}`)

/** One of these values at least; compares without regard to case. */
export const isIn = (attribute: string, values: readonly [string, ...ReadonlyArray<string>]): Aql =>
  aql(`${quoted(attribute)} IN (${values.map(quoted).join(", ")})`)

/** These objects. */
export const objectIds = (ids: readonly [string, ...ReadonlyArray<string>]): Aql =>
  aql(`objectId IN (${ids.map(id).join(", ")})`)

/** Compares without regard to case. */
export const startsWith = (attribute: string, prefix: string): Aql =>
  aql(`${quoted(attribute)} startswith ${quoted(prefix)}`)

export const isEmpty = (attribute: string): Aql => aql(`${quoted(attribute)} is EMPTY`)

export const and = (...conditions: ReadonlyArray<Aql>): Aql => aql(conditions.join(" AND "))

/** In parentheses, so that it can stand inside `and`. */
export const or = (...conditions: ReadonlyArray<Aql>): Aql => aql(`(${conditions.join(" OR ")})`)

/** Ids are digits, which AQL takes bare. */
const id = (text: string): string => /^\d+$/.test(text) ? text : quoted(text)

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`
