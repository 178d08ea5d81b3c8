/** Previews, runs and entries in words, as lines of a page. */
import { fieldName } from "@entra-assets/core/model/Employee"
import type { Change, Entry, ManagerLink } from "@entra-assets/core/plan/Entry"
import * as Columns from "./Columns.ts"
import type { Lines, Page, Paint, Style } from "./Page.ts"
import { counted, number } from "./Phrase.ts"
import type { DirectoryNumbers, PreviewNumbers, RunNumbers, SyncNumbers } from "./SyncNumbers.ts"

/** A name for an Entra id. */
export type NameOf = (entraId: string) => string

/** Width of a column that is as wide as its text. */
export const longest = (texts: Lines): number => Math.max(0, ...texts.map((text) => text.length))

/** Width of the last of three columns. */
export const rest = (width: number, first: number, second: number): number =>
  Math.max(30, width - first - second - 4 * Columns.gap)

/** Only what happened; `nothing` when nothing did. */
const list = (parts: ReadonlyArray<readonly [number, string]>, nothing: string): string => {
  const happened = parts.filter(([count]) => count > 0)
  return happened.length === 0 ? nothing : happened.map(([count, what]) => `${number(count)} ${what}`).join(", ")
}

export const previewed = ({ create, inactivate, reactivate, unchanged, update }: PreviewNumbers): string =>
  list([
    [create, "to create"],
    [update, "to update"],
    [inactivate, "to inactivate"],
    [reactivate, "to reactivate"],
    [unchanged, "unchanged"]
  ], "nobody to keep a record of")

export const ran = (
  { created, failed, inactivated, managerLinks, moved = 0, reactivated, updated }: RunNumbers,
  paint: Paint
): string => {
  const done = list([
    [created, "created"],
    [updated, "updated"],
    [inactivated, "inactivated"],
    [reactivated, "reactivated"]
  ], "nothing to write")
  const links = managerLinks === 0 ? "" : `; ${number(managerLinks)} linked to their manager`
  const left = moved === 0 ? "" : `; ${paint("yellow", `${number(moved)} left alone`)}`
  return `${done}${links}${left}; ${failed === 0 ? "0 failed" : paint("red", `${number(failed)} failed`)}`
}

export const directoryLine = ({ accounts, people }: DirectoryNumbers): string =>
  `  ${counted(people, "person", "people")} in Entra ID, ${counted(accounts, "account", "accounts")} in Jira`

export const syncLines = ({ preview, run }: SyncNumbers, paint: Paint): Lines => [
  `  Preview   ${previewed(preview)}`,
  `  Run       ${ran(run, paint)}`
]

/** What a sync wrote that should have had nothing to do. */
export const writesLine = (writes: number, paint: Paint): string =>
  `  ${paint(writes === 0 ? "green" : "red", counted(writes, "write", "writes"))}`

// --- samples ---------------------------------------------------------------------------------------------------------

const causes: { readonly [cause: string]: string } = {
  disabled_in_entra: "disabled in Entra ID",
  gone_from_entra: "no longer in Entra ID",
  account_inactive: "Atlassian account deactivated",
  account_gone: "Atlassian account gone"
}

/** Says no more than another change of the same entry, or than the word before the name. */
const isSelfEvident = (change: Change, changes: ReadonlyArray<Change>): boolean =>
  change.field === "active" || change.field === "managerAtlassianAccountId" ||
  (change.field === "name" && changes.some(({ field }) => field === "fullName"))

const shown = (value: string | boolean | null): string =>
  value === null ? "(empty)" : typeof value === "boolean" ? (value ? "yes" : "no") : value

const managerShown = (link: ManagerLink | null, nameOf: NameOf): string =>
  link === null ? "(empty)" : link.entraId === null ? `object ${link.objectId ?? "unknown"}` : nameOf(link.entraId)

export const changed = (change: Change, nameOf: NameOf): string => {
  const [before, after] = change.field === "manager"
    ? [managerShown(change.before, nameOf), managerShown(change.after, nameOf)]
    : [shown(change.before), shown(change.after)]
  return `${fieldName(change.field)}: ${before} → ${after}`
}

const introduced = ({ record }: Extract<Entry, { _tag: "Create" }>, nameOf: NameOf): string => {
  const manager = record.manager?.entraId ?? null
  const facts = [record.jobTitle, record.department, manager === null ? null : `reports to ${nameOf(manager)}`]
  return facts.filter((fact) => fact !== null).join(", ")
}

const describe = (entry: Entry, nameOf: NameOf): Lines => {
  if (entry._tag === "Create") return [introduced(entry, nameOf)]
  const changes = entry.changes.flatMap((change) =>
    isSelfEvident(change, entry.changes) ? [] : [changed(change, nameOf)]
  )
  return entry._tag === "Inactivate" ? [causes[entry.cause] ?? entry.cause, ...changes] : changes
}

const words: { readonly [tag in Entry["_tag"]]: readonly [Style, string] } = {
  Create: ["green", "new"],
  Update: ["yellow", "changed"],
  Inactivate: ["red", "inactive"],
  Reactivate: ["green", "active again"]
}

export const sampleLines = (entries: ReadonlyArray<Entry>, nameOf: NameOf, { paint, width }: Page): Lines => {
  const verb = longest(entries.map((entry) => words[entry._tag][1]))
  const name = 22
  const columns = [{ width: verb }, { width: name }, { width: rest(width, verb, name) }]
  return Columns.lines(
    columns,
    entries.flatMap((entry) => {
      const [style, word] = words[entry._tag]
      const [first = "", ...rest] = describe(entry, nameOf)
      const who = entry._tag === "Create" ? entry.record.name : entry.name
      return [[paint(style, word), who, first], ...rest.map((line) => ["", "", line])]
    })
  )
}
