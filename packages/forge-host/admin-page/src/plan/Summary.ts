/** An entry or a finding in one line. */
import type { Finding } from "@entra-assets/core/model/Finding"
import type { Entry } from "@entra-assets/core/plan/Entry"
import type { Format } from "../format/Format.tsx"
import type { Texts } from "../texts/English.ts"
import { type Field, fieldsOf, reasonOf, type Value } from "./EntryFields.ts"

/** `null` for somebody whom only Jira or another page of the plan can name. */
const wordsOf = (value: Value, { plan: { entry } }: Texts): string | null => {
  switch (value._tag) {
    case "Empty":
      return entry.empty
    case "Text":
      return value.text
    case "Active":
      return value.active ? entry.active : entry.inactive
    default:
      return null
  }
}

const changeOf = ({ after, before, name }: Field, texts: Texts): string => {
  const { entry, table } = texts.plan
  const from = before === null ? null : wordsOf(before, texts)
  const to = wordsOf(after, texts)
  return from === null || to === null ? entry.fields[name] : table.change(entry.fields[name], from, to)
}

/** What tells apart people who are new. */
const whoIsNew = (fields: ReadonlyArray<Field>): string =>
  (["jobTitle", "department", "email"] as const)
    .flatMap((name) => {
      const value = fields.find((field) => field.name === name)?.after
      return value?._tag === "Text" ? [value.text] : []
    })
    .join(" · ")

export const summaryOf = (item: Entry | Finding, texts: Texts, format: Format): string => {
  if (item._tag === "Finding") return item.detail
  const reason = reasonOf(item)
  const fields = fieldsOf(item)
  if (item._tag === "Create") return whoIsNew(fields) || texts.plan.table.newRecord
  if (reason !== null) return texts.plan.entry.reasons[reason]
  const [first, ...rest] = fields
  if (first === undefined) return ""
  const change = changeOf(first, texts)
  return rest.length === 0 ? change : texts.plan.table.more(change, format.number(rest.length))
}
