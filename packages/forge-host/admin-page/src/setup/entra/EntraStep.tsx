/** The second step: an app registration at Microsoft, and what it takes to sign in as it. */
import Button from "@atlaskit/button/new"
import LinkExternal from "@atlaskit/icon/core/link-external"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { router } from "@forge/bridge"
import type { FormEvent } from "react"
import { useFormat } from "../../format/Format.tsx"
import { useNow } from "../../format/useNow.ts"
import { Failure } from "../../frame/Failure.tsx"
import { useFirstWrong } from "../../frame/useFirstWrong.ts"
import { useTexts } from "../../texts/useTexts.ts"
import styles from "../Part.module.css"
import { Part } from "../Part.tsx"
import { isDone } from "../Steps.ts"
import { ConnectionTest } from "./ConnectionTest.tsx"
import { CloudField, ExpiryField, IdField, SecretField } from "./EntraFields.tsx"
import { EntraStale } from "./EntraStale.tsx"
import { portalOf } from "./Portal.ts"
import { isWell } from "./TestReport.ts"
import { useEntraForm } from "./useEntraForm.ts"

export const EntraSummary = ({ state }: { readonly state: State }) => {
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
  return <>{texts.connected(entra.tenantId)} {expiry}</>
}

export const EntraStep = ({ onDone, state }: { readonly state: State; readonly onDone: () => void }) => {
  const { setup: texts } = useTexts()
  const { entra } = texts
  const form = useEntraForm(state, onDone)
  const { form: element, toFirstWrong } = useFirstWrong(form.refusal)
  const isDisabled = !state.isLicensed
  const { report } = form.test
  const isTested = report !== null && isWell(report)
  const attempt = (isRight: boolean) => {
    if (!isRight) toFirstWrong()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isDisabled || form.isOvertaken) return
    attempt(isTested ? form.saveNow() : form.testNow())
  }
  return (
    <form ref={element} className={styles["parts"]} onSubmit={submit} noValidate>
      <Text color="color.text.subtle">{entra.intro}</Text>
      <Part title={entra.register.title} points={entra.register.points}>
        {state.clouds.length > 1 && <CloudField clouds={state.clouds} form={form} isDisabled={isDisabled} />}
        <Inline>
          <Button iconAfter={LinkExternal} onClick={() => void router.open(portalOf(form.values.cloud))}>
            {entra.portal}
          </Button>
        </Inline>
      </Part>
      <Part title={entra.ids.title} points={entra.ids.points}>
        <div className={styles["fields"]}>
          <IdField name="tenantId" form={form} isDisabled={isDisabled} />
          <IdField name="clientId" form={form} isDisabled={isDisabled} />
        </div>
      </Part>
      <Part title={entra.permission.title} points={entra.permission.points} />
      <Part title={entra.secret.title} points={entra.secret.points}>
        <div className={styles["fields"]}>
          <SecretField form={form} isDisabled={isDisabled} />
          <ExpiryField form={form} isDisabled={isDisabled} />
        </div>
      </Part>
      <Part title={entra.finish.title}>
        {form.isOvertaken && <EntraStale clouds={state.clouds} form={form} />}
        {form.test.error !== null && <Failure error={form.test.error} onRetry={() => attempt(form.testNow())} />}
        {form.saveError !== null && <Failure error={form.saveError} onRetry={form.retrySave} />}
        <Inline space="space.100" rowSpace="space.100" shouldWrap>
          <Button
            type={isTested ? "button" : "submit"}
            appearance={isTested ? "default" : "primary"}
            isDisabled={isDisabled}
            isLoading={form.test.isPending}
            {...(isTested && { onClick: () => attempt(form.testNow()) })}
          >
            {report === null ? entra.test : entra.testAgain}
          </Button>
          <Button
            type={isTested ? "submit" : "button"}
            appearance={isTested ? "primary" : "default"}
            isDisabled={isDisabled || form.isOvertaken || (!form.isTouched && isDone("entra", state))}
            isLoading={form.isSaving}
            {...(!isTested && { onClick: () => attempt(form.saveNow()) })}
          >
            {entra.save}
          </Button>
          {form.isTouched && !isDisabled && <Button appearance="subtle" onClick={form.discard}>{entra.discard}</Button>}
        </Inline>
        {isDisabled && <Text color="color.text.subtle">{texts.readOnly}</Text>}
        <ConnectionTest report={report} isPending={form.test.isPending} />
      </Part>
    </form>
  )
}
