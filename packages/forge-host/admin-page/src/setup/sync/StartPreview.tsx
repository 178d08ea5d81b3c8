/** Before the first preview: what it does, how long it may take, and the button for it. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import type { ReactNode } from "react"
import { useAct } from "../../api/Queries.ts"
import { useFormat } from "../../format/Format.tsx"
import { Failure } from "../../frame/Failure.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { accountsInHour } from "../FirstSync.ts"
import { Part } from "../Part.tsx"
import { canSchedule } from "../Steps.ts"

export interface StartPreviewProps {
  readonly state: State
  /** What became of the last one. */
  readonly children: ReactNode
}

export const StartPreview = ({ children, state }: StartPreviewProps) => {
  const texts = useTexts()
  const { preview } = texts.setup.sync
  const format = useFormat()
  const { error, isPending, mutate } = useAct("startPreview")
  const pace = texts.accounts(accountsInHour(state.settings.budgets.jiraPointsPerHour), format)
  return (
    <Part title={preview.title} points={[preview.detail]}>
      <Text color="color.text.subtle">{canSchedule(state) ? preview.large(pace) : preview.largePresent(pace)}</Text>
      {children}
      {error !== null && <Failure error={error} onRetry={() => mutate({})} />}
      <Inline space="space.100" alignBlock="center">
        <Button appearance="primary" isDisabled={!state.isLicensed} isLoading={isPending} onClick={() => mutate({})}>
          {preview.start}
        </Button>
        {!state.isLicensed && <Text color="color.text.subtle">{texts.setup.readOnly}</Text>}
      </Inline>
    </Part>
  )
}
