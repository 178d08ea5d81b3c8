/** Testing the connection and saving it. What was not tested, or failed, replaces nothing unless the admin says so. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Failure } from "../../frame/Failure.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { isDone } from "../Steps.ts"
import { ConnectionTest } from "./ConnectionTest.tsx"
import { EntraStale } from "./EntraStale.tsx"
import type { EntraForm } from "./useEntraForm.ts"

export interface EntraFinishProps {
  readonly form: EntraForm
  readonly state: State
  /** Whether something was wrong with what was typed. */
  readonly onAttempt: (isRight: boolean) => void
}

export const EntraFinish = ({ form, onAttempt, state }: EntraFinishProps) => {
  const { setup: texts } = useTexts()
  const { entra } = texts
  const isDisabled = !state.isLicensed
  const isStored = isDone("entra", state)
  const { error, isPending, report } = form.test
  return (
    <Part title={entra.finish.title}>
      {form.isOvertaken && <EntraStale clouds={state.clouds} form={form} />}
      {error !== null && <Failure error={error} onRetry={() => onAttempt(form.testNow())} />}
      {form.saveError !== null && <Failure error={form.saveError} onRetry={form.retrySave} />}
      <Text color="color.text.subtle">{isStored ? entra.finish.replaces : entra.finish.first}</Text>
      <Inline space="space.100" rowSpace="space.100" shouldWrap>
        <Button
          isDisabled={isDisabled}
          isLoading={isPending && !form.isSaving}
          onClick={() => onAttempt(form.testNow())}
        >
          {report === null ? entra.test : entra.testAgain}
        </Button>
        <Button
          type="submit"
          appearance="primary"
          isDisabled={isDisabled || form.isOvertaken || (!form.isTouched && isStored)}
          isLoading={form.isSaving}
        >
          {entra.save}
        </Button>
        {form.isTouched && !isDisabled && <Button appearance="subtle" onClick={form.discard}>{entra.discard}</Button>}
      </Inline>
      {isDisabled && <Text color="color.text.subtle">{texts.readOnly}</Text>}
      <ConnectionTest report={report} isPending={isPending} />
    </Part>
  )
}
