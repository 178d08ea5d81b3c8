/** Of a run that the guard had stopped: why, and who has approved it since. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useFormat } from "../format/Format.tsx"
import { useAccountName } from "../frame/AccountName.tsx"
import { Panel } from "../frame/Panel.tsx"
import { StopReasons } from "../plan/StopReasons.tsx"
import { useTexts } from "../texts/useTexts.ts"

const Approval = ({ at, by }: NonNullable<RunView["approval"]>) => {
  const { run: { stopped }, somebody } = useTexts()
  const format = useFormat()
  return <Text>{stopped.approved(useAccountName(by) ?? somebody, format.dateTime(at))}</Text>
}

export const StoppedRun = ({ view: { approval, plan } }: { readonly view: RunView }) => {
  const { stopped } = useTexts().run
  return plan === null ? null : (
    <Panel title={stopped.title}>
      <Stack space="space.150">
        {approval !== null && <Approval {...approval} />}
        <StopReasons as="h3" stops={plan.guard.stops} isDecided />
      </Stack>
    </Panel>
  )
}
