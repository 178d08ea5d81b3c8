/**
 * A made-up plan of any size, with the answers of the app about it: to plan for 100,000 people in the simulator would
 * take minutes, and the page cannot tell.
 */
import { type Finding, finding, withNames } from "@entra-assets/core/model/Finding"
import { AccountId, EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import { type Entry, recordName } from "@entra-assets/core/plan/Entry"
import { type PlanHeader, planSchemaVersion, Tally } from "@entra-assets/core/plan/PlanHeader"
import * as Arr from "effect/Array"
import * as Schema from "effect/Schema"
import {
  type AnswerOf,
  type IndexLine,
  type OperationName,
  type Operations,
  operations
} from "../src/admin/AdminApi.ts"
import { lineOf } from "../src/admin/IndexLine.ts"

const firstNames =
  "Anna Åsa Ben Bjørn Chloé Cleo Dana Dmitri Élodie Emil Fay Faisal Gül Hannah Ines José Jürgen Kateřina"
    .split(" ")
const lastNames =
  "Andersson Brown García Haas Ito Jones Khan Lind Meier Müller Novák Okafor Ødegaard Richter Smith Straße"
    .split(" ")
const jobs = ["Engineer", "Accountant", "Nurse", "Designer", "Lead"]
const departments = ["Research", "Finance", "Care", "Sales"]

/** Items on a page, and bytes of an answer, as the app has them. */
const pageSize = 200
const enough = 1_500_000
/** Items in a part of a file. */
const partSize = 500

const pick = (values: ReadonlyArray<string>, at: number): string => values[at % values.length] ?? ""

/** Of every 1,000 items. */
const shares = { create: 900, update: 60, inactivate: 20, reactivate: 5 }

const entraId = (n: number) => EntraId.make(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`)

/** The same for the same number, and mixed up otherwise. */
export const nameOf = (n: number): string =>
  `${pick(firstNames, n * 7)} ${pick(lastNames, n * 11 + Math.floor(n / 97))}`

const itemOf = (n: number, all: number): Entry | Finding => {
  const share = Math.floor(n * 1000 / all)
  const name = nameOf(n)
  const accountId = AccountId.make(`712020:account-${n}`)
  const target = { entraId: entraId(n), accountId, objectId: ObjectId.make(String(n + 1)), name }
  if (share < shares.create) {
    const address = `person.${n}@contoso.com`
    return {
      _tag: "Create",
      entraId: target.entraId,
      accountId,
      record: {
        name,
        fullName: name,
        email: address,
        userPrincipalName: address,
        jobTitle: pick(jobs, n),
        department: pick(departments, n),
        active: true,
        manager: n === 0 ? null : { entraId: entraId(Math.floor(n / 10)), objectId: null },
        managerAtlassianAccountId: n === 0 ? null : `712020:account-${Math.floor(n / 10)}`
      },
      level: 0,
      managerDeferred: false
    }
  }
  if (share < shares.create + shares.update) {
    return {
      _tag: "Update",
      ...target,
      changes: [
        { field: "jobTitle", before: pick(jobs, n), after: pick(jobs, n + 1) },
        { field: "department", before: pick(departments, n), after: pick(departments, n + 1) }
      ]
    }
  }
  if (share < shares.create + shares.update + shares.inactivate) {
    return {
      _tag: "Inactivate",
      ...target,
      cause: "disabled_in_entra",
      changes: [{ field: "active", before: true, after: false }]
    }
  }
  if (share < shares.create + shares.update + shares.inactivate + shares.reactivate) {
    return {
      _tag: "Reactivate",
      ...target,
      cause: "enabled_and_active",
      changes: [{ field: "active", before: false, after: true }]
    }
  }
  const about = n % Math.ceil(all / 2)
  return withNames(
    finding("missing_manager", "The manager has no record, because no Atlassian account leads to them.", {
      entraIds: [entraId(about)]
    }),
    () => ({ name: nameOf(about), accountIds: [] })
  )
}

const csvRow = (item: Entry | Finding): string =>
  item._tag === "Finding"
    ? `Finding,${item.entraIds.join(";")},${item.detail}`
    : `${item._tag},${item.entraId},${recordName(item)}`

export interface LargePlan {
  readonly header: PlanHeader
  /** Every line of the index. */
  readonly lines: ReadonlyArray<IndexLine>
  /** For `AdminHost`. */
  readonly answers: (functionKey: string, payload: unknown) => unknown
}

const decodeIndex = Schema.decodeUnknownSync(operations.planIndex.request)
const decodePage = Schema.decodeUnknownSync(operations.planPage.request)
const decodeExport = Schema.decodeUnknownSync(operations.exportPlan.request)

const encoded = <Name extends OperationName>(name: Name, answer: AnswerOf<Name>): unknown => {
  const operation: Operations[Name] = operations[name]
  return { ok: true, value: Schema.encodeUnknownSync(operation.answer)(answer) }
}

/** `createdAt`: milliseconds since 1970. */
export const make = (size: number, createdAt: number): LargePlan => {
  const items = Array.from({ length: size }, (_, n) => itemOf(n, size))
  const pages = Arr.chunksOf(items, pageSize)
  const pageLines = pages.map((page, number) => page.map((item) => lineOf(item, number)))
  const tally = new Tally(null)
  for (const item of items) tally.add(item)
  const { counts } = tally
  const read = { readStartedAt: createdAt, count: size, complete: true }
  const header: PlanHeader = {
    schemaVersion: planSchemaVersion,
    id: "large",
    scope: "everybody",
    createdAt,
    digest: "large",
    settingsDigest: "",
    watermark: { graph: read, jira: read, assets: { ...read, count: 0 } },
    counts,
    pages: pages.length,
    objects: { now: 10_000, afterwards: 10_000 + counts.create, allowance: 120_000 },
    guard: { stops: [], unmatched: { count: 0, accounts: size } }
  }

  const index = (from: number) => {
    const lines: Array<IndexLine> = []
    let bytes = 0
    let page = from
    while (page < pages.length && bytes < enough) {
      const more = pageLines[page] ?? []
      bytes += Buffer.byteLength(JSON.stringify(more))
      lines.push(...more)
      page++
    }
    return encoded("planIndex", { lines, next: page < pages.length ? page : null })
  }

  const csv = (part: number) => {
    const head = part === 0 ? "Kind,Entra User ID,Name\r\n" : ""
    const rows = items.slice(part * partSize, (part + 1) * partSize)
    return encoded("exportPlan", {
      text: head + rows.map((item) => `${csvRow(item)}\r\n`).join(""),
      next: (part + 1) * partSize < size ? part + 1 : null
    })
  }

  const answers: LargePlan["answers"] = (functionKey, payload) => {
    switch (functionKey) {
      case "planHeader":
        return encoded("planHeader", header)
      case "planStanding":
        return encoded("planStanding", { stage: { _tag: "Ready" }, since: null, check: { _tag: "Passes" } })
      case "planIndex":
        return index(decodeIndex(payload).from)
      case "planPage":
        return encoded("planPage", { items: pages[decodePage(payload).page] ?? [] })
      case "exportPlan":
        return csv(decodeExport(payload).page)
      default:
        return undefined
    }
  }
  return { header, lines: pageLines.flat(), answers }
}
