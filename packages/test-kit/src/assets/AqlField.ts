/**
 * What the names in an AQL query stand for: keywords such as objectTypeId, and attributes by name. Names are looked
 * up among the object types that the query can be about; one that none of them has makes the query invalid.
 */
import * as Result from "effect/Result"
import type { Condition } from "./AqlQuery.ts"
import { globalStatuses } from "./AssetsCatalogue.ts"
import type { AttributeRow, ObjectRow, ObjectTypeRow } from "./AssetsModel.ts"
import { AttributeType, labelOf, objectKey, valuesOf } from "./AssetsModel.ts"
import type { AssetsState } from "./AssetsState.ts"

export interface Field {
  /** What a value may be called: a reference by key or label, a user by account id, name or address. */
  readonly texts: (row: ObjectRow) => ReadonlyArray<string>
  /** Negative when the text comes before the value. */
  readonly compare: (text: string, value: string) => number
  /** What `order by` goes by; all of one kind for one field. */
  readonly rank: (row: ObjectRow) => string | number
  /** Whether `like` can find it. */
  readonly partial: boolean
}

export interface Scope {
  readonly state: AssetsState
  readonly types: ReadonlyArray<ObjectTypeRow>
}

/** The texts that a condition accepts as equal, when that is what it says. */
export const wanted = (condition: Condition): ReadonlyArray<string> | undefined => {
  if (condition.kind === "in" && !condition.negated) return condition.values
  if (condition.kind !== "compare") return undefined
  return condition.operator === "=" || condition.operator === "==" ? [condition.value] : undefined
}

/** The object types that these conditions leave. */
export const scope = (state: AssetsState, conditions: ReadonlyArray<Condition>): Scope => {
  let types = Array.from(state.types.values())
  for (const condition of conditions) {
    const values = wanted(condition)
    if (values === undefined || !("field" in condition)) continue
    const ofType = typeKeywords.get(condition.field.toLowerCase())
    if (ofType === undefined) continue
    const accepted = new Set(values.map((value) => value.toLowerCase()))
    types = types.filter((type) => accepted.has(ofType(type).toLowerCase()))
  }
  return { state, types }
}

export const attributes = (scope: Scope, name: string): ReadonlyArray<AttributeRow> => {
  const lower = name.toLowerCase()
  return scope.types.flatMap((type) => type.attributes.find((row) => row.name.toLowerCase() === lower) ?? [])
}

export const resolve = (scope: Scope, name: string): Result.Result<Field, string> => {
  const keyword = name.toLowerCase()
  if (keyword === "objectid") return Result.succeed(objectId)
  const ofType = typeKeywords.get(keyword)
  if (ofType !== undefined) {
    return Result.succeed({
      texts: (row) => [ofType(row.type)],
      compare: keyword.endsWith("id") ? compareNumbers : compareTexts,
      rank: (row) => ofType(row.type).toLowerCase(),
      partial: true
    })
  }
  const found = attributes(scope, name)
  const [first] = found
  if (first !== undefined) return Result.succeed(ofAttributes(scope.state, first, found))
  // A query about no object type at all finds nothing, whatever it asks.
  return scope.types.length === 0 ? Result.succeed(objectId) : Result.fail(`Unknown attribute ${name}`)
}

const typeKeywords: ReadonlyMap<string, (type: ObjectTypeRow) => string> = new Map([
  ["objecttype", (type) => type.name],
  ["objecttypeid", (type) => String(type.id)],
  ["objectschema", (type) => type.schema.name],
  ["objectschemaid", (type) => String(type.schema.id)]
])

const compareTexts = (text: string, value: string): number => {
  const [a, b] = [text.toLowerCase(), value.toLowerCase()]
  return a < b ? -1 : a > b ? 1 : 0
}

// NaN, from a text that is no number, fulfils no comparison.
const compareNumbers = (text: string, value: string): number => Number(text) - Number(value)
const compareTimes = (text: string, value: string): number => Date.parse(text) - Date.parse(value)

export const objectId: Field = {
  texts: (row) => [String(row.id)],
  compare: compareNumbers,
  rank: (row) => row.id,
  partial: true
}

const ofAttributes = (state: AssetsState, first: AttributeRow, found: ReadonlyArray<AttributeRow>): Field => {
  const byType = new Map(found.map((attribute) => [attribute.objectTypeId, attribute]))
  const texts = (row: ObjectRow): ReadonlyArray<string> => {
    const attribute = byType.get(row.type.id)
    return attribute === undefined ? [] : namesOf(state, attribute, row)
  }
  const numeric = first.defaultType === "Integer" || first.defaultType === "Double"
  const temporal = first.defaultType === "Date" || first.defaultType === "DateTime"
  return {
    texts,
    compare: numeric ? compareNumbers : temporal ? compareTimes : compareTexts,
    rank: first.system === "Key"
      ? (row) => row.id
      : numeric
      ? (row) => Number(texts(row)[0] ?? Number.NEGATIVE_INFINITY)
      : (row) => (texts(row).at(-1) ?? "").toLowerCase(),
    partial: first.type !== AttributeType.status
  }
}

const namesOf = (state: AssetsState, attribute: AttributeRow, row: ObjectRow): ReadonlyArray<string> => {
  switch (attribute.system) {
    case "Key":
      return [objectKey(row)]
    case "Created":
      return [new Date(row.created).toISOString()]
    case "Updated":
      return [new Date(row.updated).toISOString()]
    case null:
      break
  }
  const values = valuesOf(row.values[attribute.slot])
  switch (attribute.type) {
    case AttributeType.reference:
      return values.flatMap((id) => {
        const target = state.objects.get(Number(id))
        return target === undefined ? [] : [objectKey(target), labelOf(target)]
      })
    case AttributeType.user:
      return values.flatMap((accountId) => {
        const account = state.accounts.byId(accountId)
        if (account === undefined) return [accountId]
        return account.emailVisibility === "shown"
          ? [accountId, account.emailAddress, account.displayName]
          : [accountId, account.displayName]
      })
    case AttributeType.status:
      return values.flatMap((id) => globalStatuses.find((status) => status.id === id)?.name ?? [])
    case AttributeType.default:
    case AttributeType.group:
      break
  }
  return values
}
