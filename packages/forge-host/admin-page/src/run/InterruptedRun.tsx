/** A run that nothing works on any more: it can go on, or be given up. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { Run } from "@entra-assets/core/sync/Run"
import { useResume } from "../api/Resumed.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { useFormat } from "../format/Format.tsx"
import { Failure } from "../frame/Failure.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { CancelRun } from "./CancelRun.tsx"

export const InterruptedRun = ({ run }: { readonly run: Run }) => {
  const texts = useTexts()
  const format = useFormat()
  const isReadOnly = useReadOnly()
  const { error, isPending, isResumed, resume } = useResume(run)
  const { interrupted } = texts.run
  return (
    <Stack space="space.150">
      <SectionMessage appearance="warning" title={interrupted.title}>
        <Text>{interrupted.detail(format.dateTime(run.updatedAt))}</Text>
      </SectionMessage>
      <Inline space="space.100" shouldWrap>
        <Button
          appearance="primary"
          isDisabled={isReadOnly || isResumed}
          isLoading={isPending}
          onClick={resume}
        >
          {isResumed ? texts.resuming : interrupted.resume}
        </Button>
        <CancelRun run={run} />
      </Inline>
      {error !== null && <Failure error={error} />}
      {isReadOnly && <Text color="color.text.subtle" size="small">{texts.run.readOnly}</Text>}
    </Stack>
  )
}
