/** Says why something did not work, and what can be done. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { AdminError } from "@entra-assets/forge-host/admin/AdminError"
import type { AskError } from "../api/Ask.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { useAccountName } from "./AccountName.tsx"

const titleOf = (reply: AdminError, { failure }: Texts): string => {
  switch (reply._tag) {
    case "InvalidInput":
      return failure.invalid
    case "Stale":
      return failure.stale
    case "NotAllowed":
      return failure.notAllowed
    case "Unlicensed":
      return failure.unlicensed
    case "Refused":
      return failure.refused
    case "Unavailable":
      return failure.unavailable
    case "Unexpected":
      return failure.unexpected
  }
}

const Detail = ({ reply }: { readonly reply: AdminError }) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const who = useAccountName(reply._tag === "Stale" ? reply.changed?.by ?? null : null)
  switch (reply._tag) {
    case "InvalidInput":
      return <Text>{Object.values(reply.fields).join(" ")}</Text>
    case "Stale":
      return (
        <Text>
          {reply.changed === null
            ? reply.message
            : texts.failure.staleBy(who ?? texts.somebody, format.relative(reply.changed.at, now))}
        </Text>
      )
    case "Refused":
      return <Text>{[reply.message, reply.nextStep].filter((part) => part !== null).join(" ")}</Text>
    case "Unexpected":
      return (
        <Stack space="space.050">
          <Text>{reply.message}</Text>
          <Text color="color.text.subtle">{texts.failure.reference(reply.reference)}</Text>
        </Stack>
      )
    default:
      return <Text>{reply.message}</Text>
  }
}

export interface FailureProps {
  readonly error: AskError
  /** Offered where trying again may help. */
  readonly onRetry?: () => void
}

export const Failure = ({ error: { reply }, onRetry }: FailureProps) => {
  const texts = useTexts()
  const isWorthRetrying = reply._tag === "Unavailable" || reply._tag === "Unexpected" || reply._tag === "Stale"
  return (
    <div role="alert">
      <SectionMessage appearance={reply._tag === "Unexpected" ? "error" : "warning"} title={titleOf(reply, texts)}>
        <Stack space="space.100" alignInline="start">
          <Detail reply={reply} />
          {onRetry !== undefined && isWorthRetrying && (
            <Button spacing="compact" onClick={onRetry}>
              {reply._tag === "Stale" ? texts.failure.reload : texts.failure.retry}
            </Button>
          )}
        </Stack>
      </SectionMessage>
    </div>
  )
}
