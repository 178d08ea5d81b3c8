/** A section of the settings as a form: what is typed, what is wrong with it, and saving it. */
import type { SettingsView } from "@entra-assets/forge-host/admin/AdminApi"
import { useState } from "react"
import type { AskError } from "../api/AskError.ts"
import { fieldErrors } from "../api/FieldErrors.ts"
import { useAct } from "../api/Queries.ts"
import { useSite } from "../api/Site.ts"
import { afterSave, applied, type Draft, payload, problems, rebase, type, type Typed, withDraft } from "./Draft.ts"
import { useDrafts } from "./Drafts.tsx"
import { type FieldName, fieldsOf, type FormSection, type Values, valuesOf } from "./Fields.ts"

export interface SettingsForm {
  readonly section: FormSection
  readonly draft: Draft | null
  /** The newest that the app has told. */
  readonly newest: SettingsView
  /** As they would be after a save, but for what is wrong. */
  readonly values: Values
  /** What is wrong with what is typed, by field. */
  readonly problems: Readonly<Record<string, string>>
  readonly isReadOnly: boolean
  /** Somebody else has saved since the draft was begun. */
  readonly isStale: boolean
  /** They have heard of it by a save that was refused. */
  readonly isRefused: boolean
  readonly isSaving: boolean
  readonly isSaved: boolean
  /** Why the last save did not work, where no field and no newer version says it. */
  readonly error: AskError | null
  /** Why the last save did not work, wherever it is said. */
  readonly refusal: AskError | null
  readonly enter: (field: FieldName, typed: Typed) => void
  readonly save: () => void
  readonly discard: () => void
  readonly loadNewest: () => void
}

/** `savers`: one for each part, because each is an operation of its own. */
const useSavers = () => {
  const rules = useAct("saveRules")
  const budgets = useAct("saveBudgets")
  const retention = useAct("saveRetention")
  return { rules, budgets, retention }
}

const useSaver = (section: FormSection) => {
  const { budgets, retention, rules } = useSavers()
  switch (section) {
    case "rules":
    case "limits":
    case "alerts":
      return { ...rules, send: (version: number, value: object) => rules.mutateAsync({ version, rules: value }) }
    case "requests":
      return { ...budgets, send: (version: number, value: object) => budgets.mutateAsync({ version, budgets: value }) }
    case "storage":
      return {
        ...retention,
        send: (version: number, value: object) => retention.mutateAsync({ version, retention: value })
      }
  }
}

export const useSettingsForm = (section: FormSection, settings: SettingsView, isReadOnly: boolean): SettingsForm => {
  const { drafts, setDrafts } = useDrafts()
  const site = useSite()
  const saver = useSaver(section)
  const [isSaved, setSaved] = useState(false)
  const draft = drafts[section] ?? null
  const seen = draft?.seen ?? settings
  const isStale = draft !== null && draft.seen.version !== settings.version && !saver.isPending

  const ours = problems(section, draft)
  const reply = saver.error?.reply
  const { fields: theirs, rest } = fieldErrors(saver.error, fieldsOf(section))
  const saved = valuesOf(seen)
  const typed = draft === null ? saved : applied(draft)
  const values = Object.fromEntries(
    Object.entries(typed).map(([field, value]) => [field, field in ours ? saved[field] : value])
  )

  const set = (next: Draft | null) => setDrafts((all) => withDraft(all, section, next))
  const save = async () => {
    if (draft === null) return
    try {
      const left = await saver.send(draft.seen.version, payload(section, draft))
      setDrafts((all) => afterSave(all, section, left))
      setSaved(true)
    } catch {
      // The mutation says why.
    }
  }
  return {
    section,
    draft,
    newest: settings,
    values,
    problems: { ...theirs, ...ours },
    isReadOnly,
    isStale,
    isRefused: reply?._tag === "Stale",
    isSaving: saver.isPending,
    isSaved,
    error: reply?._tag === "Stale" && isStale ? null : rest,
    refusal: saver.error,
    enter: (field, text) => {
      setSaved(false)
      saver.reset()
      set(type(draft, seen, field, text))
    },
    save: () => void save(),
    discard: () => {
      saver.reset()
      set(null)
    },
    loadNewest: () => {
      saver.reset()
      // When a save was refused before the page has heard of the newer settings.
      if (!isStale) void site.refetch()
      else if (draft !== null) set(rebase(section, draft, settings))
    }
  }
}
