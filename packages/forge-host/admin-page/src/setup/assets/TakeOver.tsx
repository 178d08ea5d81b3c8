/** Another admin has connected the app: asks whether to do so in their place. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { ConnectResult } from "@entra-assets/forge-host/app/SetupReport"
import { useFormat } from "../../format/Format.tsx"
import { useAccountName } from "../../frame/AccountName.tsx"
import { Confirmation } from "../../frame/Confirmation.tsx"
import { useTexts } from "../../texts/useTexts.ts"

export interface TakeOverProps {
  /** Who has; `null` for nobody else. */
  readonly asked: Extract<ConnectResult, { readonly _tag: "NeedsTakeOver" }> | null
  readonly isBusy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export const TakeOver = ({ asked, isBusy, onClose, onConfirm }: TakeOverProps) => {
  const { cancel, setup: { assets: { takeOver } }, somebody } = useTexts()
  const format = useFormat()
  const who = useAccountName(asked?.connectedBy ?? null) ?? somebody
  return (
    <Confirmation
      isOpen={asked !== null}
      title={takeOver.title}
      confirm={takeOver.confirm}
      back={cancel}
      appearance="primary"
      isBusy={isBusy}
      error={null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Stack space="space.100">
        {asked !== null && <Text>{takeOver.who(who, format.date(asked.connectedAt))}</Text>}
        <Text>{takeOver.detail}</Text>
      </Stack>
    </Confirmation>
  )
}
