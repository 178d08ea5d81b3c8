/** Says why something did not work, and what can be done. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { type AskError, isOtherVersion, isWorthRetrying, type Reason } from "../api/AskError.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useTexts } from "../texts/useTexts.ts"
import { useAccountName } from "./AccountName.tsx"
import { sentencesOf, titleOf } from "./FailureWords.ts"
import { ReloadPage } from "./ReloadPage.tsx"

const Detail = ({ reply }: { readonly reply: Reason }) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const changed = reply._tag === "Stale" ? reply.changed : null
  const who = useAccountName(changed?.by ?? null) ?? texts.somebody
  const said = changed === null
    ? sentencesOf(reply, texts).join(" ")
    : texts.failure.staleBy(who, format.relative(changed.at, now))
  return (
    <Stack space="space.050">
      <Text>{said}</Text>
      {reply._tag === "Unexpected" && <Text color="color.text.subtle">{texts.failure.reference(reply.reference)}</Text>}
    </Stack>
  )
}

export interface FailureProps {
  readonly error: AskError
  /** Where more is known than the reply says by itself. */
  readonly title?: string
  /** Offered where trying again may help. */
  readonly onRetry?: () => void
}

export const Failure = ({ error: { reply }, onRetry, title }: FailureProps) => {
  const texts = useTexts()
  return (
    <div role="alert">
      <SectionMessage
        appearance={reply._tag === "Unexpected" ? "error" : "warning"}
        title={title ?? titleOf(reply, texts)}
      >
        <Stack space="space.100" alignInline="start">
          <Detail reply={reply} />
          {isOtherVersion(reply)
            ? <ReloadPage />
            : onRetry !== undefined && isWorthRetrying(reply) && (
              <Button spacing="compact" onClick={onRetry}>
                {reply._tag === "Stale" ? texts.failure.reload : texts.failure.retry}
              </Button>
            )}
        </Stack>
      </SectionMessage>
    </div>
  )
}
