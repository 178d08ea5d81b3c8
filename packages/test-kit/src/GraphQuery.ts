/**
 * The OData query options of a request for users, checked as Graph checks them: names of `$select`, the one `$expand`
 * that the simulator knows, page sizes, and which combinations need or exclude advanced queries.
 */
import * as Effect from "effect/Effect"
import { badRequest, unsupportedQuery } from "./GraphFailure.ts"
import type { GraphFailure } from "./GraphFailure.ts"
import * as GraphFilter from "./GraphFilter.ts"
import * as GraphUser from "./GraphUser.ts"
import type { EntraPerson } from "./Organisation.ts"

export interface GraphQuery {
  readonly select: ReadonlyArray<string>
  /** The properties asked for, as `@odata.context` repeats them; empty without `$select`. */
  readonly context: string
  /** Properties of the manager, when it is to be expanded. */
  readonly manager: ReadonlyArray<string> | undefined
  readonly top: number
  /** `$count=true` counts only in an advanced query and is ignored otherwise. */
  readonly count: boolean
  readonly filter: GraphFilter.Predicate<EntraPerson> | undefined
  readonly skipToken: string | undefined
}

const defaultTop = 100
const maxTop = 999
const maxAdvancedUrl = 2048
const supported: ReadonlySet<string> = new Set(["$select", "$expand", "$top", "$count", "$filter", "$skiptoken"])
/** Navigation properties are valid in `$select` but select nothing. */
const navigation: ReadonlySet<string> = new Set(["manager", "directreports", "memberof"])

export const isEventual = (headers: Headers): boolean => headers.get("consistencylevel")?.toLowerCase() === "eventual"

const parseSelect = Effect.fnUntraced(function*(text: string): Effect.fn.Return<ReadonlyArray<string>, GraphFailure> {
  const names: Array<string> = []
  for (const asked of text.split(",").map((name) => name.trim())) {
    if (navigation.has(asked.toLowerCase())) continue
    const name = GraphUser.propertyName(asked)
    if (name === undefined) {
      return yield* badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${asked}' on type `
          + "'microsoft.graph.user'.",
        "BadRequest"
      )
    }
    names.push(name)
  }
  return names
})

const parseExpand = (text: string): Effect.Effect<ReadonlyArray<string>, GraphFailure> => {
  const [matched, options] = /^\s*manager\s*(?:\((.*)\))?\s*$/i.exec(text) ?? []
  if (matched === undefined) return Effect.fail(badRequest(`The query option '$expand=${text}' is not supported.`))
  if (options === undefined) return Effect.succeed(GraphUser.defaultProperties)
  const [name, value] = options.split("=").map((part) => part.trim())
  return name === "$select" && value !== undefined
    ? parseSelect(value)
    : Effect.fail(badRequest(`Parsing OData Select and Expand failed: '${options}'.`, "BadRequest"))
}

export const parse = Effect.fnUntraced(function*(
  url: URL,
  headers: Headers
): Effect.fn.Return<GraphQuery, GraphFailure> {
  const options = url.searchParams
  for (const name of options.keys()) {
    if (name.startsWith("$") && !supported.has(name)) {
      return yield* badRequest(`'${name}' is not supported by the service.`)
    }
  }
  const advanced = isEventual(headers) && options.get("$count")?.toLowerCase() === "true"
  const expand = options.get("$expand")
  const select = options.get("$select")
  const filter = options.get("$filter")
  const top = options.get("$top") ?? String(defaultTop)

  if (!/^\d+$/.test(top) || Number(top) < 1 || Number(top) > maxTop) {
    return yield* badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and ${maxTop} inclusive.`
    )
  }
  if (advanced && expand !== null) {
    return yield* unsupportedQuery("$expand is not supported together with advanced query capabilities.")
  }
  if (advanced && filter !== null && url.href.length > maxAdvancedUrl) {
    return yield* unsupportedQuery(`The URL of an advanced query is limited to ${maxAdvancedUrl} characters.`)
  }
  return {
    select: select === null ? GraphUser.defaultProperties : yield* parseSelect(select),
    context: [select, expand].filter((part) => part !== null).join(",").replaceAll("$select=", ""),
    manager: expand === null ? undefined : yield* parseExpand(expand),
    top: Number(top),
    count: advanced,
    filter: filter === null ? undefined : yield* Effect.fromResult(GraphFilter.parse(filter, advanced)),
    skipToken: options.get("$skiptoken") ?? undefined
  }
})
