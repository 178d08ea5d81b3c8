/** A section of the settings that is saved by itself: its fields, what keeps it from being saved, and the buttons. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef } from "react"
import { useFormat } from "../format/Format.tsx"
import { Failure } from "../frame/Failure.tsx"
import { leadTo } from "../frame/Focus.ts"
import { useFirstWrong } from "../frame/useFirstWrong.ts"
import { useTexts } from "../texts/useTexts.ts"
import type { FormSection as Name } from "./Fields.ts"
import styles from "./FormSection.module.css"
import { StaleNotice } from "./StaleNotice.tsx"
import { type SettingsForm, useSettingsForm } from "./useSettingsForm.ts"

const FormContext = createContext<SettingsForm | null>(null)

/** Of the section around it. */
export const useForm = (): SettingsForm => {
  const form = useContext(FormContext)
  if (form === null) throw new Error("useForm outside of a FormSection")
  return form
}

const Status = ({ form }: { readonly form: SettingsForm }) => {
  const { settings: texts } = useTexts()
  const format = useFormat()
  if (form.isReadOnly) return texts.readOnly
  if (form.draft !== null) return texts.notSaved(Object.keys(form.draft.typed).length, format)
  return form.isSaved ? texts.saved : null
}

export interface FormSectionProps {
  readonly name: Name
  readonly state: State
  readonly children: ReactNode
}

export const FormSection = ({ children, name, state }: FormSectionProps) => {
  const { settings: texts } = useTexts()
  const form = useSettingsForm(name, state.settings, !state.isLicensed)
  const { form: element, toFirstWrong } = useFirstWrong(form.refusal)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (Object.keys(form.problems).length === 0) form.save()
    else toFirstWrong()
  }
  // After the newest settings were loaded: to what somebody else has changed as well, or to where one goes on.
  const isLoading = useRef(false)
  useEffect(() => {
    if (!isLoading.current || form.isStale) return
    isLoading.current = false
    leadTo(element.current?.querySelector<HTMLElement>("[data-overtaken], [type=submit]"))
  }, [element, form.isStale])
  const load = () => {
    isLoading.current = true
    form.loadNewest()
  }
  const isIdle = form.draft === null || form.isReadOnly
  return (
    <FormContext.Provider value={form}>
      <form ref={element} className={styles["form"]} onSubmit={submit} noValidate>
        <Stack space="space.200">
          {children}
          {form.isStale && <StaleNotice form={form} onLoad={load} />}
          {form.error !== null && (
            <Failure error={form.error} onRetry={form.error.reply._tag === "Stale" ? form.loadNewest : form.save} />
          )}
          <div className={styles["footer"]}>
            <Inline space="space.100" rowSpace="space.100" alignBlock="center" shouldWrap>
              <Button appearance="primary" type="submit" isDisabled={isIdle || form.isStale} isLoading={form.isSaving}>
                {texts.save}
              </Button>
              <Button appearance="subtle" isDisabled={isIdle || form.isSaving} onClick={form.discard}>
                {texts.discard}
              </Button>
              <span role="status" tabIndex={-1} className={styles["status"]}>
                <Text color="color.text.subtle">
                  <Status form={form} />
                </Text>
              </span>
            </Inline>
          </div>
        </Stack>
      </form>
    </FormContext.Provider>
  )
}
