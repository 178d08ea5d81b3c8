/** Lines of the audit log in words. */
import type { AuditChange, AuditEntry } from "@entra-assets/forge-host/app/AuditEntry"
import type { Format } from "../format/Format.tsx"
import type { Route } from "../Route.ts"
import type { Texts } from "../texts/English.ts"
import { type FieldName, isField, sectionOf } from "./Fields.ts"

export interface Words {
  readonly texts: Texts
  readonly format: Format
  /** Of a setting, with its unit. */
  readonly shown: (field: FieldName, value: unknown) => string
  /** What an admin calls a Microsoft cloud. */
  readonly cloud: (cloud: string) => string
}

const has = <Key extends string>(record: Readonly<Record<Key, unknown>>, key: string): key is Key => key in record

const isDay = /^\d{4}-\d\d-\d\d$/u
const isNumber = /^-?\d+$/u

const valueOf = (field: string, text: string, { cloud, format, shown, texts: { settings } }: Words): string => {
  const { callers } = settings.audit
  if (text === "true") return settings.yes
  if (text === "false") return settings.no
  if (isNumber.test(text)) return isField(field) ? shown(field, Number(text)) : format.number(Number(text))
  if (field === "cloud") return cloud(text)
  if (field === "caller" && has(callers, text)) return callers[text]
  return field === "secretExpiresOn" && isDay.test(text) ? format.day(text) : text
}

const labelOf = (field: string, { texts: { settings } }: Words): string => {
  if (isField(field)) return settings.fields[field].label
  return has(settings.audit.fields, field) ? settings.audit.fields[field] : field
}

export const changeInWords = ({ after, before, field }: AuditChange, words: Words): string => {
  const { audit } = words.texts.settings
  const value = (text: string | null) => text === null ? audit.none : valueOf(field, text, words)
  return audit.change(labelOf(field, words), value(before), value(after))
}

/** What was done, and in which sections of the settings. */
export const deedInWords = ({ action, changes }: AuditEntry, { format, texts: { settings } }: Words): string => {
  const sections = changes.flatMap(({ field }) => isField(field) ? [settings.sections[sectionOf(field)]] : [])
  return sections.length === 0
    ? settings.audit.actions[action]
    : settings.audit.changed(format.list([...new Set(sections)]))
}

/** Where there is more about it. */
export const routeOf = ({ action, subject }: AuditEntry): Route | null => {
  if (subject === null) return null
  return action === "previewPerson" ? { view: "plan", planId: subject } : { view: "run", runId: subject }
}
