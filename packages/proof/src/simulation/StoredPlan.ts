/**
 * What stands in the host's store about runs and their plans, read from the texts themselves: only what the checks need,
 * in shapes of their own, so that a mistake in the engine's reading is not made here as well.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Durable } from "./Durable.ts"

const Link = Schema.Struct({ entraId: Schema.NullOr(Schema.String), objectId: Schema.NullOr(Schema.String) })
const Value = Schema.NullOr(Schema.Union([Schema.String, Schema.Boolean, Link]))
export type PlannedValue = typeof Value.Type

const StoredItem = Schema.Struct({
  _tag: Schema.String,
  entraId: Schema.optionalKey(Schema.String),
  accountId: Schema.optionalKey(Schema.NullOr(Schema.String)),
  objectId: Schema.optionalKey(Schema.String),
  changes: Schema.optionalKey(Schema.Array(Schema.Struct({ field: Schema.String, before: Value, after: Value }))),
  record: Schema.optionalKey(Schema.Record(Schema.String, Value)),
  managerDeferred: Schema.optionalKey(Schema.Boolean)
})

const Header = Schema.Struct({
  digest: Schema.String,
  counts: Schema.Struct({
    create: Schema.Int,
    update: Schema.Int,
    inactivate: Schema.Int,
    reactivate: Schema.Int,
    findings: Schema.Record(Schema.String, Schema.Int)
  }),
  pages: Schema.Int,
  guard: Schema.Struct({ stops: Schema.Array(Schema.Struct({ rule: Schema.String })) })
})
const Approval = Schema.Struct({ digest: Schema.String })

const Counts = Schema.Struct({
  created: Schema.Int,
  updated: Schema.Int,
  inactivated: Schema.Int,
  reactivated: Schema.Int,
  moved: Schema.Int,
  failed: Schema.Int,
  inDoubt: Schema.Int
})

const RunRecord = Schema.Struct({
  id: Schema.String,
  goal: Schema.String,
  trigger: Schema.String,
  state: Schema.String,
  planId: Schema.String,
  counts: Counts,
  failure: Schema.NullOr(Schema.Struct({ cause: Schema.String, message: Schema.String, nextStep: Schema.String }))
})
export type RunRecord = typeof RunRecord.Type

const Page = Schema.Struct({ items: Schema.Array(StoredItem) })
const Outcomes = Schema.Struct({
  outcomes: Schema.Array(Schema.Struct({
    entraId: Schema.String,
    objectId: Schema.NullOr(Schema.String),
    write: Schema.Struct({ status: Schema.String }),
    closing: Schema.NullOr(Schema.Struct({ status: Schema.String }))
  })),
  findings: Schema.Array(Schema.Struct({ code: Schema.String }))
})

const reading = <A>(schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownOption(Schema.fromJsonString(schema))
  return (text: string | undefined): A | undefined =>
    text === undefined ? undefined : Option.getOrUndefined(decode(text))
}
const readHeader = reading(Header)
const readApproval = reading(Approval)
const readPage = reading(Page)
const readRun = reading(RunRecord)
const readOutcomes = reading(Outcomes)

/** One entry of a plan, with what it will write by the names of attributes. */
export interface PlannedEntry {
  readonly kind: string
  readonly entraId: string
  readonly accountId: string | null
  /** `null` for a record that is to be created. */
  readonly objectId: string | null
  readonly changes: ReadonlyMap<string, { readonly before: PlannedValue; readonly after: PlannedValue }>
  /** The manager of a new record that a second write is to link. */
  readonly closing: PlannedValue
}

export interface StoredPlan {
  readonly digest: string
  readonly stops: ReadonlyArray<string>
  readonly entries: ReadonlyArray<PlannedEntry>
}

const attributes: Readonly<Record<string, string>> = {
  name: "Name",
  entraUserId: "Entra User ID",
  fullName: "Full Name",
  email: "Email",
  userPrincipalName: "User Principal Name",
  jobTitle: "Job Title",
  department: "Department",
  atlassianAccountId: "Atlassian Account ID",
  jiraUser: "Jira User",
  active: "Active",
  manager: "Manager",
  managerAtlassianAccountId: "Manager Atlassian Account ID"
}

const attributeOf = (field: string): string => attributes[field] ?? field

const entryOf = (item: typeof StoredItem.Type): PlannedEntry => {
  const { _tag, accountId = null, changes = [], entraId = "", managerDeferred = false, objectId = null, record } = item
  const created = record === undefined ? [] : [
    ...Object.entries(record),
    ["entraUserId", entraId] as const,
    ["atlassianAccountId", accountId] as const,
    ["jiraUser", accountId] as const
  ]
  return {
    kind: _tag,
    entraId,
    accountId,
    objectId,
    changes: new Map([
      ...created.map(([field, after]) => [attributeOf(field), { before: null, after }] as const),
      ...changes.map(({ after, before, field }) => [attributeOf(field), { before, after }] as const)
    ]),
    closing: managerDeferred ? record?.["manager"] ?? null : null
  }
}

export const runOf = (durable: Durable, runId: string) => readRun(durable.read(`run-${runId}-record`))

export const isApproved = (durable: Durable, planId: string, digest: string): boolean =>
  readApproval(durable.read(`plan-${planId}-approval`))?.digest === digest

/** What the header of a plan says that is in it, when this text is one: entries, findings, and rules of the guard. */
export const contents = (key: string, text: string): ReadonlyArray<readonly [what: string, count: number]> => {
  const header = isHeader.test(key) ? readHeader(text) : undefined
  if (header === undefined) return []
  const { create, findings, inactivate, reactivate, update } = header.counts
  return [
    ...Object.entries({ create, update, inactivate, reactivate }).map(([kind, count]) =>
      [`entry: ${kind}`, count] as const
    ),
    ...Object.entries(findings).map(([code, count]) => [`finding: ${code}`, count] as const),
    ...header.guard.stops.map(({ rule }) => [`guard: ${rule}`, 1] as const)
  ]
}

const isHeader = /^plan-.+-header$/u

/** Plans do not change once they are stored, so each is read once. */
export const reader = (durable: Durable) => {
  const known = new Map<string, { readonly header: string; readonly plan: StoredPlan }>()
  return (planId: string): StoredPlan | undefined => {
    const text = durable.read(`plan-${planId}-header`)
    if (text === undefined) return undefined
    const before = known.get(planId)
    if (before?.header === text) return before.plan
    const header = readHeader(text)
    if (header === undefined) return undefined
    const items = Array.from(
      { length: header.pages },
      (_, page) => readPage(durable.read(`plan-${planId}-page-${page}`))?.items ?? []
    ).flat()
    const plan: StoredPlan = {
      digest: header.digest,
      stops: header.guard.stops.map(({ rule }) => rule),
      entries: items.flatMap((item) => item._tag === "Finding" ? [] : [entryOf(item)])
    }
    known.set(planId, { header: text, plan })
    return plan
  }
}

export const outcomesOf = (durable: Durable, runId: string) => {
  const pages = []
  for (let page = 0;; page++) {
    const found = readOutcomes(durable.read(`run-${runId}-outcome-${page}`))
    if (found === undefined) break
    pages.push(found)
  }
  return { outcomes: pages.flatMap(({ outcomes }) => outcomes), findings: pages.flatMap(({ findings }) => findings) }
}

/** Keys of what was read for a run. */
export const isSource = (key: string): boolean => /^run-.+-(?:users|accounts|employees|answers)-\d+$/u.test(key)
