/** The second step: an app registration at Microsoft, and what it takes to sign in as it. */
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { type FormEvent, useEffect } from "react"
import { useFormat } from "../../format/Format.tsx"
import { useNow } from "../../format/useNow.ts"
import { leadTo } from "../../frame/Focus.ts"
import { useNavigation } from "../../frame/Navigation.tsx"
import { TextButton } from "../../frame/TextButton.tsx"
import { useFirstWrong } from "../../frame/useFirstWrong.ts"
import { useTexts } from "../../texts/useTexts.ts"
import styles from "../Part.module.css"
import { Part } from "../Part.tsx"
import { isDone } from "../Steps.ts"
import { CloudField, ExpiryField, IdField, SecretField } from "./EntraFields.tsx"
import { EntraFinish } from "./EntraFinish.tsx"
import { ForEntraAdmin } from "./ForEntraAdmin.tsx"
import { OpenPortal } from "./OpenPortal.tsx"
import { type EntraForm, useEntraForm } from "./useEntraForm.ts"
import { WithoutTest } from "./WithoutTest.tsx"

export interface EntraSummaryProps {
  readonly state: State
  /** Microsoft refuses the app. */
  readonly isBroken: boolean
}

export const EntraSummary = ({ isBroken, state }: EntraSummaryProps) => {
  const { setup: { entra: texts } } = useTexts()
  const format = useFormat()
  const now = useNow()
  const { settings: { entra } } = state
  if (entra === null || !isDone("entra", state)) return <>{texts.summary}</>
  const day = entra.secretExpiresOn
  const expiry = day === null
    ? texts.noExpiry
    : Date.parse(`${day}T24:00:00Z`) < now
    ? texts.expired(format.day(day))
    : texts.expires(format.day(day))
  const connected = entra.tenantId.includes(".") ? texts.connected(entra.tenantId) : texts.connectedId(entra.tenantId)
  return <>{isBroken && <>{texts.refused}{" "}</>}{connected} {expiry}</>
}

interface PartsProps {
  readonly form: EntraForm
  readonly state: State
  readonly isDisabled: boolean
}

/** From nothing to an app that may read users. */
const Registration = ({ form, isDisabled, state }: PartsProps) => {
  const { setup: { entra } } = useTexts()
  return (
    <>
      <Text color="color.text.subtle">{isDone("entra", state) ? entra.introStored : entra.intro}</Text>
      <Part
        title={entra.register.title}
        points={entra.register.points}
        before={
          <>
            {state.clouds.length > 1 && <CloudField clouds={state.clouds} form={form} isDisabled={isDisabled} />}
            <Text as="p">{entra.roles}</Text>
            <ForEntraAdmin cloud={form.values.cloud} />
            <OpenPortal cloud={form.values.cloud} />
          </>
        }
      />
      <Part title={entra.ids.title} points={entra.ids.points}>
        <div className={styles["fields"]}>
          <IdField name="tenantId" form={form} isDisabled={isDisabled} />
          <IdField name="clientId" form={form} isDisabled={isDisabled} />
        </div>
      </Part>
      <Part title={entra.permission.title} points={entra.permission.points} />
    </>
  )
}

/** Of the registration that is there, another secret. */
const Renewal = () => {
  const { setup: { entra: { renewal } } } = useTexts()
  const { go } = useNavigation()
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Text>{renewal.intro}</Text>
      <TextButton onClick={() => go({ view: "setup", step: "entra" })}>{renewal.showAll}</TextButton>
    </Inline>
  )
}

export interface EntraStepProps {
  readonly state: State
  /** The admin came for a new secret. */
  readonly isRenewal: boolean
  readonly onDone: () => void
}

export const EntraStep = ({ isRenewal, onDone, state }: EntraStepProps) => {
  const { setup: { entra } } = useTexts()
  const form = useEntraForm(state, onDone)
  const { form: element, toFirstWrong } = useFirstWrong(form.refusal)
  const { route } = useNavigation()
  const isDisabled = !state.isLicensed
  // What is typed or wrong there is not hidden.
  const renews = isRenewal && isDone("entra", state) && !form.hasOtherIds
  useEffect(() => {
    if (isRenewal) leadTo(element.current?.querySelector<HTMLElement>("[type='password']"))
  }, [element, isRenewal, route])
  const attempt = (isRight: boolean) => {
    if (!isRight) toFirstWrong()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isDisabled || form.isOvertaken || form.isSaving || form.test.isPending) return
    attempt(form.isTouched || !isDone("entra", state) ? form.saveNow() : form.testNow())
  }
  return (
    <>
      <form ref={element} className={styles["parts"]} onSubmit={submit} noValidate>
        {renews ? <Renewal /> : <Registration form={form} isDisabled={isDisabled} state={state} />}
        <Part
          title={entra.secret.title}
          before={renews && <OpenPortal cloud={form.values.cloud} />}
          points={renews ? [entra.renewal.find(form.values.clientId), ...entra.secret.points] : entra.secret.points}
        >
          <div className={styles["fields"]}>
            <SecretField form={form} isDisabled={isDisabled} />
            <ExpiryField form={form} isDisabled={isDisabled} />
          </div>
        </Part>
        <EntraFinish form={form} state={state} onAttempt={attempt} />
      </form>
      {/* Not inside: a form in a form. */}
      <WithoutTest form={form} isReplacing={isDone("entra", state)} />
    </>
  )
}
