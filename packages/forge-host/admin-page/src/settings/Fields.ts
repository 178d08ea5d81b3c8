/** Which settings stand in which section, what they are by default, and what may be typed into them. */
import type { SettingsView } from "@entra-assets/forge-host/admin/AdminApi"
import { messages, parseOptions } from "@entra-assets/forge-host/admin/FieldMessages"
import { Budgets, Retention, SyncRules } from "@entra-assets/forge-host/app/SiteSettings"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"

/** Settings that are saved together. */
export type Part = "rules" | "budgets" | "retention"

/** The sections that are forms. A section changes its own fields; the others of its part are saved as they were seen. */
export const forms = {
  rules: { part: "rules", fields: ["absenceRuns", "textLimit", "indexLagSeconds", "writeConcurrency"] },
  limits: {
    part: "rules",
    fields: [
      "guard.enabled",
      "guard.inactivations.percent",
      "guard.inactivations.above",
      "guard.inactivations.most",
      "guard.group.percent",
      "guard.group.size",
      "guard.unmatched.points",
      "guard.unmatched.above",
      "guard.blanked.percent",
      "guard.blanked.above",
      "objectAllowance"
    ]
  },
  requests: { part: "budgets", fields: ["jiraPointsPerHour"] },
  alerts: { part: "rules", fields: ["syncStatus"] },
  storage: { part: "retention", fields: ["plans", "details", "summaries"] }
} as const

export type FormSection = keyof typeof forms
export type FieldName = (typeof forms)[FormSection]["fields"][number]

export const formSections: ReadonlyArray<FormSection> = Struct.keys(forms)

const names: ReadonlySet<string> = new Set(formSections.flatMap((section) => forms[section].fields))

export const isField = (path: string): path is FieldName => names.has(path)

export const fieldsOf = (section: FormSection): ReadonlyArray<FieldName> => forms[section].fields

/** By path, such as `guard.group.size`. */
export type Values = Readonly<Record<string, unknown>>

const isGroup = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const flatten = (group: object): Values =>
  Object.fromEntries(
    Object.entries(group).flatMap(([name, value]) =>
      isGroup(value)
        ? Object.entries(flatten(value)).map(([path, inner]) => [`${name}.${path}`, inner])
        : [[name, value]]
    )
  )

/** The inverse of `flatten`. */
export const nest = (values: Values): object => {
  const inner = new Map<string, Record<string, unknown>>()
  const own: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    const [name = "", ...rest] = path.split(".")
    if (rest.length === 0) own[name] = value
    else inner.set(name, { ...inner.get(name), [rest.join(".")]: value })
  }
  return { ...own, ...Object.fromEntries(Array.from(inner, ([name, group]) => [name, nest(group)])) }
}

export const sectionOf = (field: FieldName): FormSection =>
  formSections.find((section) => fieldsOf(section).includes(field)) ?? "rules"

const partDefaults = {
  rules: flatten(Schema.decodeSync(SyncRules)({})),
  budgets: flatten(Schema.decodeSync(Budgets)({})),
  retention: flatten(Schema.decodeSync(Retention)({}))
}

export const defaults: Values = { ...partDefaults.rules, ...partDefaults.budgets, ...partDefaults.retention }

/** All that admins set, by path. */
export const valuesOf = ({ budgets, retention, rules }: Pick<SettingsView, Part>): Values => ({
  ...flatten(rules),
  ...flatten(budgets),
  ...flatten(retention)
})

/** The part of the values that is saved together. */
export const ofPart = (part: Part, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([path]) => path in partDefaults[part]))

const problemsBy = <A>(schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownResult(schema, parseOptions)
  return (group: object): { readonly [field: string]: string } =>
    Result.match(decode(group), { onFailure: messages, onSuccess: () => ({}) })
}

const checks = { rules: problemsBy(SyncRules), budgets: problemsBy(Budgets), retention: problemsBy(Retention) }

/** What the app would say to it, by field; nothing when it would save it. */
export const check = (part: Part, values: Values): { readonly [field: string]: string } =>
  checks[part](nest(ofPart(part, values)))

const digits = /^-?\d+(?:\.\d+)?$/u
/** 20,000 or 20 000 or 20.000 or 20’000. */
const grouped = /^\d{1,3}(?:[\s,.'’]\d{3})+$/u

/** A number where it is one; anything else stays a text, to which the app says no. */
export const parse = (text: string): number | string => {
  const trimmed = text.trim()
  if (grouped.test(trimmed)) return Number(trimmed.replaceAll(/\D/gu, ""))
  return digits.test(trimmed) ? Number(trimmed) : trimmed
}
