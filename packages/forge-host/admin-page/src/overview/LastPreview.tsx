/** The newest run when it was a preview: what it found, or why it found nothing. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { useLastRuns } from "../api/History.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import { plannedChanges } from "../run/RunProgress.ts"
import { useTexts } from "../texts/useTexts.ts"
import { changesOf } from "./RunWords.ts"

export const LastPreview = () => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const { overview } = texts
  const { data: [run] = [] } = useLastRuns(1)
  if (run?.goal !== "preview") return null
  const { endedAt, failure, planId, state, updatedAt } = run
  if (state === "failed" && failure !== null) {
    return (
      <SectionMessage appearance="warning" title={overview.notReady} headingLevel="h3">
        <Text>{failure.message} {failure.nextStep}</Text>
      </SectionMessage>
    )
  }
  if (state !== "succeeded") return null
  const when = format.relative(endedAt ?? updatedAt, now)
  const changes = plannedChanges(run) === 0 ? null : changesOf(run, texts, format)
  return (
    <SectionMessage appearance="information" title={overview.ready} headingLevel="h3">
      <Stack space="space.100" alignInline="start">
        <Text>{changes === null ? overview.readyNothing(when) : overview.readyDetail(when, changes)}</Text>
        <Button spacing="compact" onClick={() => go({ view: "plan", planId })}>{overview.history.review}</Button>
      </Stack>
    </SectionMessage>
  )
}
