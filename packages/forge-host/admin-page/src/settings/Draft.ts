/** What an admin has typed in a section and not yet saved, and the settings that they had before them. */
import type { SettingsView } from "@entra-assets/forge-host/admin/AdminApi"
import {
  check,
  type FieldName,
  fieldsOf,
  forms,
  type FormSection,
  nest,
  ofPart,
  parse,
  type Values,
  valuesOf
} from "./Fields.ts"

export type Typed = string | boolean

/** Somebody else has changed what the admin is changing. */
export interface Overtaken {
  readonly by: string | null
  readonly before: unknown
  readonly after: unknown
}

export interface Draft {
  /** The settings in view of which it is written; a save names their version. */
  readonly seen: SettingsView
  readonly typed: Readonly<Partial<Record<FieldName, Typed>>>
  readonly overtaken: Readonly<Partial<Record<FieldName, Overtaken>>>
}

const valueOf = (typed: Typed) => typeof typed === "string" ? parse(typed) : typed

/** A copy without what was typed back to what is saved; `null` when nothing is left. */
const tidy = (draft: Draft): Draft | null => {
  const saved = valuesOf(draft.seen)
  const typed = Object.fromEntries(
    Object.entries(draft.typed).filter(([field, value]) => valueOf(value) !== saved[field])
  )
  return Object.keys(typed).length === 0 ? null : { ...draft, typed }
}

/** `seen`: what the admin looks at while there is no draft. */
export const type = (draft: Draft | null, seen: SettingsView, field: FieldName, typed: Typed): Draft | null => {
  const before = draft ?? { seen, typed: {}, overtaken: {} }
  return tidy({ ...before, typed: { ...before.typed, [field]: typed } })
}

/** Values with what is typed in their place, right or wrong. */
export const applied = ({ seen, typed }: Draft): Values => ({
  ...valuesOf(seen),
  ...Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, valueOf(value)]))
})

/** What is wrong with it, by field. */
export const problems = (section: FormSection, draft: Draft | null): Readonly<Record<string, string>> =>
  draft === null ? {} : check(forms[section].part, applied(draft))

/** What is to be saved. */
export const payload = (section: FormSection, draft: Draft): object => nest(ofPart(forms[section].part, applied(draft)))

/** What differs between two states of the settings, of the fields of a section. */
export const differences = (
  section: FormSection,
  earlier: SettingsView,
  later: SettingsView
): ReadonlyArray<{ readonly field: FieldName; readonly before: unknown; readonly after: unknown }> => {
  const before = valuesOf(earlier)
  const after = valuesOf(later)
  return fieldsOf(section)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

/** In view of newer settings: what was typed stays, and is marked where somebody else has changed the same. */
export const rebase = (section: FormSection, draft: Draft, newest: SettingsView): Draft | null =>
  tidy({
    seen: newest,
    typed: draft.typed,
    overtaken: {
      ...draft.overtaken,
      ...Object.fromEntries(
        differences(section, draft.seen, newest)
          .filter(({ field }) => field in draft.typed)
          .map(({ field, ...change }) => [field, { ...change, by: newest.changed?.by ?? null }])
      )
    }
  })

export type Drafts = Readonly<Partial<Record<FormSection, Draft>>>

export const withDraft = (drafts: Drafts, section: FormSection, draft: Draft | null): Drafts => {
  const { [section]: _, ...others } = drafts
  return draft === null ? others : { ...others, [section]: draft }
}

/** After a save of one section by the admin themselves, their other drafts hold in view of what it left. */
export const afterSave = (drafts: Drafts, section: FormSection, saved: SettingsView): Drafts =>
  Object.fromEntries(
    Object.entries(withDraft(drafts, section, null)).map(([other, draft]) => [
      other,
      draft.seen.version === saved.version - 1 ? { ...draft, seen: saved } : draft
    ])
  )
