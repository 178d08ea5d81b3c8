/**
 * Conditions on the attributes of an entity's record, as queries and transactions have them. A record that does not
 * exist has no attributes.
 */
import * as Schema from "effect/Schema"

export const Condition = Schema.Struct({
  property: Schema.String,
  condition: Schema.Literals([
    "BEGINS_WITH",
    "BETWEEN",
    "CONTAINS",
    "EQUAL_TO",
    "EXISTS",
    "GREATER_THAN",
    "GREATER_THAN_EQUAL_TO",
    "LESS_THAN",
    "LESS_THAN_EQUAL_TO",
    "NOT_CONTAINS",
    "NOT_EQUAL_TO",
    "NOT_EXISTS"
  ]),
  values: Schema.Array(Schema.Unknown)
})
export type Condition = typeof Condition.Type

export const Conditions = Schema.Struct({
  and: Schema.optionalKey(Schema.Array(Condition)),
  or: Schema.optionalKey(Schema.Array(Condition))
})
export type Conditions = typeof Conditions.Type

export type Attributes = Readonly<Record<string, unknown>>

/** Negative, zero or positive; `undefined` when the two have no order. */
export const compare = (one: unknown, other: unknown): number | undefined => {
  if (typeof one === "number" && typeof other === "number") return one - other
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0
  return undefined
}

export const holds = ({ condition, values: [first, second] }: Omit<Condition, "property">, value: unknown): boolean => {
  const order = compare(value, first)
  switch (condition) {
    case "BEGINS_WITH":
      return typeof value === "string" && value.startsWith(String(first))
    case "BETWEEN": {
      const upper = compare(value, second)
      return order !== undefined && order >= 0 && upper !== undefined && upper <= 0
    }
    case "CONTAINS":
      return typeof value === "string" && value.includes(String(first))
    case "NOT_CONTAINS":
      return typeof value !== "string" || !value.includes(String(first))
    case "EQUAL_TO":
      return value === first
    case "NOT_EQUAL_TO":
      return value !== first
    case "EXISTS":
      return value !== undefined
    case "NOT_EXISTS":
      return value === undefined
    case "GREATER_THAN":
      return order !== undefined && order > 0
    case "GREATER_THAN_EQUAL_TO":
      return order !== undefined && order >= 0
    case "LESS_THAN":
      return order !== undefined && order < 0
    case "LESS_THAN_EQUAL_TO":
      return order !== undefined && order <= 0
  }
}

export const allHold = ({ and, or }: Conditions, attributes: Attributes | undefined): boolean => {
  const one = (condition: Condition) => holds(condition, attributes?.[condition.property])
  return (and ?? []).every(one) && (or === undefined || or.some(one))
}
