/** A run that the guard has stopped: why, what it would do, and the two ways on. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useAsk } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { NewPreview } from "../plan/NewPreview.tsx"
import { StopReasons } from "../plan/StopReasons.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { ApproveRun } from "./ApproveRun.tsx"
import { DiscardRun } from "./DiscardRun.tsx"
import { PlannedNumbers } from "./RunNumbers.tsx"

export const BlockedRun = ({ view: { plan, run } }: { readonly view: RunView }) => {
  const texts = useTexts()
  const { go } = useNavigation()
  const isReadOnly = useReadOnly()
  const { data: standing } = useAsk("planStanding", { planId: run.planId }, { isEnabled: plan !== null })
  const isOutdated = standing?.stage._tag === "OtherSettings"
  const { blocked } = texts.run
  return (
    <Stack space="space.200">
      {isOutdated
        ? (
          <SectionMessage appearance="warning" title={blocked.outdated}>
            <Stack space="space.150">
              <Text as="p">{blocked.outdatedDetail}</Text>
              <NewPreview appearance="primary" />
            </Stack>
          </SectionMessage>
        )
        : (
          <SectionMessage appearance="warning" title={blocked.title}>
            <Text>{plan === null ? blocked.noPlan : blocked.detail}</Text>
          </SectionMessage>
        )}
      {plan !== null && (
        <Panel title={blocked.reasons}>
          <StopReasons as="h3" stops={plan.guard.stops} />
        </Panel>
      )}
      {run.plan !== null && (
        <Panel
          title={blocked.wouldHappen}
          actions={plan !== null && (
            <Button appearance="subtle" onClick={() => go({ view: "plan", planId: plan.id })}>
              {texts.run.openFullPlan}
            </Button>
          )}
        >
          <PlannedNumbers plan={run.plan} />
        </Panel>
      )}
      <Inline space="space.100" shouldWrap>
        {plan !== null && !isOutdated && <ApproveRun run={run} plan={plan} />}
        <DiscardRun run={run} />
      </Inline>
      {isReadOnly && <Text color="color.text.subtle" size="small">{texts.run.readOnly}</Text>}
    </Stack>
  )
}
