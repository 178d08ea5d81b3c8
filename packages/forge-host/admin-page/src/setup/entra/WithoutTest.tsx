/** The test before a save did not pass: what is stored is replaced only if the admin wants that all the same. */
import { Text } from "@atlaskit/primitives/compiled"
import { Confirmation } from "../../frame/Confirmation.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import type { EntraForm } from "./useEntraForm.ts"

export interface WithoutTestProps {
  readonly form: EntraForm
  /** Whether there is a connection that would be replaced. */
  readonly isReplacing: boolean
}

export const WithoutTest = ({ form, isReplacing }: WithoutTestProps) => {
  const { setup: { entra: { checks, withoutTest } } } = useTexts()
  const failed = form.test.report?.checks.filter(({ outcome }) => outcome === "failed") ?? []
  return (
    <Confirmation
      isOpen={form.isAsked}
      title={withoutTest.title}
      confirm={withoutTest.confirm}
      back={withoutTest.back}
      appearance="warning"
      isBusy={false}
      error={null}
      onConfirm={form.saveAllTheSame}
      onClose={form.keepStored}
    >
      {failed.length === 0
        ? <Text>{withoutTest.noReport}</Text>
        : failed.map(({ check, message }) => <Text key={check}>{withoutTest.failed(checks[check], message)}</Text>)}
      <Text>{isReplacing ? withoutTest.replaces : withoutTest.first}</Text>
    </Confirmation>
  )
}
