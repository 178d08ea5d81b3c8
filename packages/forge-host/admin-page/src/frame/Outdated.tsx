/** Says of one part of the page that it could not be read again, unless that is so of the whole page, which says it once. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { AskError } from "../api/AskError.ts"
import { useSilence } from "../api/Silence.ts"
import { useMoment } from "../format/useMoment.ts"
import { useTexts } from "../texts/useTexts.ts"
import { sentencesOf } from "./FailureWords.ts"

export interface OutdatedProps {
  /** Of TanStack's, with an answer or with pages of one. */
  readonly query: {
    readonly isRefetchError: boolean
    readonly error: AskError | null
    readonly dataUpdatedAt: number
    readonly isFetching: boolean
    readonly refetch: () => Promise<unknown>
  }
}

export const Outdated = ({ query: { dataUpdatedAt, error, isFetching, isRefetchError, refetch } }: OutdatedProps) => {
  const texts = useTexts()
  const isSilent = useSilence() !== null
  const when = useMoment(dataUpdatedAt)
  if (!isRefetchError || error === null || isSilent) return null
  return (
    <div role="status">
      <SectionMessage appearance="warning">
        <Stack space="space.100" alignInline="start">
          <Text>{texts.outdated.here(when)}</Text>
          <Text color="color.text.subtle">{sentencesOf(error.reply, texts).join(" ")}</Text>
          <Button spacing="compact" isLoading={isFetching} onClick={() => void refetch()}>{texts.failure.retry}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}
