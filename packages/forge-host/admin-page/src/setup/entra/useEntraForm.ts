/** The connection to Entra ID as a form: what is typed, what is wrong with it, testing it and saving it. */
import type { SettingsView, State } from "@entra-assets/forge-host/admin/AdminApi"
import { useEffect, useState } from "react"
import { fieldErrors } from "../../api/FieldErrors.ts"
import { useAct } from "../../api/Queries.ts"
import { useSite } from "../../api/Site.ts"
import { useNow } from "../../format/useNow.ts"
import * as Draft from "../EntraDraft.ts"
import { isUntestable, isWell } from "./TestReport.ts"

export const useEntraForm = (state: State, onDone: () => void) => {
  const { settings } = state
  const site = useSite()
  const now = useNow()
  // Both send the secret.
  const test = useAct("testConnection", { isKept: false })
  const save = useAct("saveEntra", { isKept: false })
  const [kept, setDraft] = useState(() => Draft.begin(settings))
  /** Fields that were left, or that somebody wanted to test or save. */
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set())
  /** It is tested because somebody wants to save it. */
  const [isToBeSaved, setToBeSaved] = useState(false)
  /** The test before saving did not pass, and the admin is asked what now. */
  const [isAsked, setAsked] = useState(false)
  const draft = Draft.follow(kept, settings)
  const values = Draft.valuesOf(draft, state.clouds[0]?.cloud ?? "global")
  const ours = Draft.problems(values, draft.seen, now)
  const isOvertaken = draft.seen.version !== settings.version && Draft.isTouched(draft) && !save.isPending
  const isSaving = save.isPending || (isToBeSaved && test.isPending)

  // What is known better by now stays known.
  useEffect(() => setDraft((before) => Draft.follow(before, settings)), [settings])

  const request = () => {
    const { clientId, clientSecret, cloud, tenantId } = Draft.request(values)
    return { clientId, cloud, tenantId, ...(clientSecret !== undefined && { clientSecret }) }
  }
  /** Does it when nothing is wrong, and says what is wrong in any case. */
  const checked = (fields: ReadonlyArray<string>, act: () => void): boolean => {
    setVisited(new Set([...visited, ...fields]))
    const isRight = fields.every((field) => ours[field] === undefined)
    if (isRight) act()
    return isRight
  }
  const store = () => {
    // What the app said of a field before, it says again, or no more. A report of what was tested stays.
    if (test.error !== null) test.reset()
    setAsked(false)
    save.mutate({
      version: draft.seen.version,
      ...request(),
      secretExpiresOn: Draft.request(values).secretExpiresOn
    }, {
      onSuccess: (saved: SettingsView) => {
        // The secret goes with the rest of what was typed.
        setDraft(Draft.begin(saved))
        setVisited(new Set())
        test.reset()
        save.reset()
        onDone()
      }
    })
  }
  const isTested = test.data !== undefined && isWell(test.data)
  const saveNow = () =>
    checked(Draft.fields, () => {
      if (isTested || !Draft.isToBeTested(draft)) return store()
      save.reset()
      setToBeSaved(true)
      test.mutate(request(), {
        onSuccess: (report) => {
          if (isWell(report)) store()
          else setAsked(true)
        },
        onError: ({ reply }) => setAsked(isUntestable(reply))
      })
    })
  const loadNewest = () => {
    test.reset()
    save.reset()
    setDraft(Draft.rebase(draft, settings))
    void site.refetch()
  }
  const shown = Object.fromEntries(Object.entries(ours).filter(([field]) => visited.has(field)))
  const ofTest = fieldErrors(test.error, Draft.fields)
  const ofSave = fieldErrors(save.error, Draft.fields)
  const problems: { readonly [field: string]: string } = { ...ofTest.fields, ...ofSave.fields, ...shown }
  return {
    draft,
    values,
    newest: settings,
    problems,
    isOvertaken,
    isTouched: Draft.isTouched(draft),
    /** Something is typed, or wrong, that a new secret alone would not touch. */
    hasOtherIds: Draft.ids.some((field) => draft.typed[field] !== undefined || problems[field] !== undefined),
    test: {
      report: test.data ?? null,
      isPending: test.isPending,
      error: ofTest.rest
    },
    isSaving,
    isAsked,
    // Of a save by somebody else a notice tells.
    saveError: isOvertaken && save.error?.reply._tag === "Stale" ? null : ofSave.rest,
    /** Why the app did not take what was sent. */
    refusal: save.error ?? test.error,
    enter: (field: Draft.EntraField, text: string) => {
      // The day is not tested. But what is about to be saved is not what is being typed now.
      if (isSaving || Draft.isTested(field)) test.reset()
      save.reset()
      setDraft(Draft.enter(draft, field, text))
    },
    leave: (field: Draft.EntraField) => {
      if (Draft.isTouched(draft)) setVisited(new Set([...visited, field]))
    },
    testNow: () =>
      checked(Draft.testedFields, () => {
        save.reset()
        setToBeSaved(false)
        test.mutate(request())
      }),
    /** Tests before, unless that has passed or there is nothing to test; else it asks. */
    saveNow,
    saveAllTheSame: store,
    keepStored: () => setAsked(false),
    loadNewest,
    retrySave: () => {
      if (save.error?.reply._tag === "Stale") loadNewest()
      else saveNow()
    },
    discard: () => {
      test.reset()
      save.reset()
      setVisited(new Set())
      setDraft(Draft.begin(settings))
    }
  }
}
export type EntraForm = ReturnType<typeof useEntraForm>
