/** A run that came to nothing: why, and what can be done. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { type Run, written } from "@entra-assets/core/sync/Run"
import { failureOf, stepOf } from "../../frame/BannerRules.ts"
import { useNavigation } from "../../frame/Navigation.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { OpenRun } from "./OpenRun.tsx"

export const Ended = ({ run }: { readonly run: Run }) => {
  const { setup: { sync: { ended } } } = useTexts()
  const { go } = useNavigation()
  const hasFailed = run.state === "failed"
  const step = stepOf(failureOf(run))
  return (
    <SectionMessage
      headingLevel="h3"
      appearance={hasFailed ? "error" : "information"}
      title={hasFailed ? ended.failed : ended.cancelled}
    >
      <Stack space="space.100" alignInline="start">
        {run.failure === null ?
          <Text>{written(run) + run.counts.inDoubt > 0 ? ended.cancelledDetail : ended.cancelledNothing}</Text> :
          (
            <>
              <Text>{run.failure.message}</Text>
              <Text>{run.failure.nextStep}</Text>
            </>
          )}
        <Inline space="space.150" alignBlock="center" shouldWrap>
          {step !== null && <Button onClick={() => go({ view: "setup", step })}>{ended.toStep}</Button>}
          <OpenRun run={run} />
        </Inline>
      </Stack>
    </SectionMessage>
  )
}
