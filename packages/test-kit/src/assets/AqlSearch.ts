/**
 * Answers AQL queries over what the search index shows. Whole results are kept per query until something changes, so
 * that reading page after page neither scans nor sorts again.
 */
import * as Result from "effect/Result"
import type { AtlassianRefusal } from "../AtlassianRefusal.ts"
import { refuse } from "../AtlassianRefusal.ts"
import * as AqlField from "./AqlField.ts"
import type { Condition } from "./AqlQuery.ts"
import * as AqlQuery from "./AqlQuery.ts"
import type { ObjectRow } from "./AssetsModel.ts"
import { labelOf } from "./AssetsModel.ts"
import type { AssetsState } from "./AssetsState.ts"
import { objectByIdOrKey } from "./AssetsState.ts"

export interface AqlSearch {
  /** Every object that matches, in order: by label unless the query says otherwise. */
  readonly search: (qlQuery: string, now: number) => Result.Result<ReadonlyArray<ObjectRow>, AtlassianRefusal>
}

const rememberedQueries = 16

export const make = (state: AssetsState): AqlSearch => {
  const remembered = new Map<string, { readonly revision: number; readonly rows: ReadonlyArray<ObjectRow> }>()
  return {
    search: (qlQuery, now) => {
      state.index.settle(now)
      const revision = state.index.revision()
      const known = remembered.get(qlQuery)
      if (known?.revision === revision) return Result.succeed(known.rows)
      const found = Result.mapError(
        Result.flatMap(AqlQuery.parse(qlQuery), (query) => run(state, query)),
        (problem) => refuse(400, `The AQL query is not valid: ${problem}`)
      )
      if (Result.isSuccess(found)) {
        remembered.delete(qlQuery)
        remembered.set(qlQuery, { revision, rows: found.success })
        const [oldest] = remembered.keys()
        if (remembered.size > rememberedQueries && oldest !== undefined) remembered.delete(oldest)
      }
      return found
    }
  }
}

const run = (state: AssetsState, query: AqlQuery.AqlQuery): Result.Result<ReadonlyArray<ObjectRow>, string> => {
  const scope = AqlField.scope(state, conjuncts(query.where))
  const matches = query.where === undefined ? Result.succeed(() => true) : compile(scope, query.where)
  return Result.map(matches, (matches) => {
    const rows: Array<ObjectRow> = []
    for (const row of candidates(state, scope, query.where)) if (matches(row)) rows.push(row)
    return order(scope, query, rows)
  })
}

// ---------------------------------------------------------------------------------------------------------------------
// matching
// ---------------------------------------------------------------------------------------------------------------------

type Predicate = (row: ObjectRow) => boolean

const compile = (scope: AqlField.Scope, condition: Condition): Result.Result<Predicate, string> => {
  if (condition.kind === "not") return Result.map(compile(scope, condition.of), (of) => (row) => !of(row))
  if (condition.kind === "and" || condition.kind === "or") {
    return Result.gen(function*() {
      const left = yield* compile(scope, condition.left)
      const right = yield* compile(scope, condition.right)
      return condition.kind === "and"
        ? (row: ObjectRow) => left(row) && right(row)
        : (row: ObjectRow) => left(row) || right(row)
    })
  }
  return Result.map(AqlField.resolve(scope, condition.field), (field) => {
    if (condition.kind === "empty") return (row) => (field.texts(row).length === 0) !== condition.negated
    if (condition.kind === "compare") return comparison(field, condition)
    const wanted = new Set(condition.values.map((value) => value.toLowerCase()))
    return (row) => field.texts(row).some((text) => wanted.has(text.toLowerCase())) !== condition.negated
  })
}

type Test = (text: string, value: string, field: AqlField.Field) => boolean

const equal: Test = (text, value) => text.toLowerCase() === value.toLowerCase()
// A search for part of a status finds nothing, without an error.
const like: Test = (text, value, field) => field.partial && text.toLowerCase().includes(value.toLowerCase())
const startsWith: Test = (text, value) => text.toLowerCase().startsWith(value.toLowerCase())
const endsWith: Test = (text, value) => text.toLowerCase().endsWith(value.toLowerCase())

const tests: Readonly<Record<AqlQuery.Operator, Test>> = {
  "=": equal,
  "==": (text, value) => text === value,
  "!=": equal,
  "<": (text, value, field) => field.compare(text, value) < 0,
  ">": (text, value, field) => field.compare(text, value) > 0,
  "<=": (text, value, field) => field.compare(text, value) <= 0,
  ">=": (text, value, field) => field.compare(text, value) >= 0,
  like,
  "not like": like,
  startswith: startsWith,
  "not startswith": startsWith,
  endswith: endsWith,
  "not endswith": endsWith
}

/** A negated operator is also true of an object without a value. */
const comparison = (field: AqlField.Field, condition: Extract<Condition, { kind: "compare" }>): Predicate => {
  const { operator, value } = condition
  const test = tests[operator]
  const negated = operator === "!=" || operator.startsWith("not ")
  return (row) => field.texts(row).some((text) => test(text, value, field)) !== negated
}

// ---------------------------------------------------------------------------------------------------------------------
// where to look
// ---------------------------------------------------------------------------------------------------------------------

/** The conditions that every result fulfils. */
const conjuncts = (condition: Condition | undefined): ReadonlyArray<Condition> =>
  condition === undefined
    ? []
    : condition.kind === "and"
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition]

/** The objects that can match at all, as searches see them: a few when an index can tell, else all. */
function* candidates(state: AssetsState, scope: AqlField.Scope, where: Condition | undefined): Iterable<ObjectRow> {
  const ids = conjuncts(where).map((condition) => indexed(state, scope, condition)).find((ids) => ids !== undefined)
  const seen = new Set<number>()
  for (const id of state.index.overridden()) {
    seen.add(id)
    const row = state.index.override(id)
    if (row !== null && row !== undefined) yield row
  }
  if (ids === undefined) {
    for (const row of state.objects.values()) if (!seen.has(row.id)) yield row
    return
  }
  for (const id of ids) {
    const row = state.objects.get(id)
    if (row !== undefined && !seen.has(id)) yield row
  }
}

const indexed = (state: AssetsState, scope: AqlField.Scope, condition: Condition): ReadonlySet<number> | undefined => {
  const values = AqlField.wanted(condition)
  if (values === undefined || !("field" in condition)) return undefined
  const field = condition.field.toLowerCase()
  if (field === "objectid" || field === "key") {
    return new Set(values.flatMap((value) => objectByIdOrKey(state, value)?.id ?? []))
  }
  const attributes = AqlField.attributes(scope, condition.field)
  const uniques = attributes.flatMap((attribute) => state.uniques.get(attribute.id) ?? [])
  return attributes.length === 0 || uniques.length < attributes.length
    ? undefined
    : new Set(uniques.flatMap((unique) => values.flatMap(unique.find)))
}

// ---------------------------------------------------------------------------------------------------------------------
// order
// ---------------------------------------------------------------------------------------------------------------------

const order = (
  scope: AqlField.Scope,
  query: AqlQuery.AqlQuery,
  rows: ReadonlyArray<ObjectRow>
): ReadonlyArray<ObjectRow> => {
  // By a field that does not exist the order is arbitrary, and no error (AQL page).
  const field = query.orderBy === undefined
    ? undefined
    : Result.getOrElse(AqlField.resolve(scope, query.orderBy.field), () => AqlField.objectId)
  const rank = field === undefined ? (row: ObjectRow) => labelOf(row).toLowerCase() : field.rank
  const sign = query.orderBy?.descending === true ? -1 : 1
  return rows
    .map((row) => ({ rank: rank(row), row }))
    .sort((left, right) => left.rank < right.rank ? -sign : left.rank > right.rank ? sign : left.row.id - right.row.id)
    .map((entry) => entry.row)
}
