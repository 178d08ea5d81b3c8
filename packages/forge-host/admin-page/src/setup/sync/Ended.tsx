/** A run that came to nothing: why, and what can be done. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { Run } from "@entra-assets/core/sync/Run"
import { useTexts } from "../../texts/useTexts.ts"
import { OpenRun } from "./OpenRun.tsx"

export const Ended = ({ run }: { readonly run: Run }) => {
  const { setup: { sync: { ended } } } = useTexts()
  const hasFailed = run.state === "failed"
  return (
    <SectionMessage
      headingLevel="h3"
      appearance={hasFailed ? "error" : "information"}
      title={hasFailed ? ended.failed : ended.cancelled}
    >
      <Stack space="space.100" alignInline="start">
        {run.failure === null ? <Text>{ended.cancelledDetail}</Text> : (
          <>
            <Text>{run.failure.message}</Text>
            <Text>{run.failure.nextStep}</Text>
          </>
        )}
        <OpenRun run={run} />
      </Stack>
    </SectionMessage>
  )
}
