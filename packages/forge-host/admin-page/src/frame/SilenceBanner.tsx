/** Says for the whole page that what it shows may be out of date, why, and since when. */
import Button from "@atlaskit/button/new"
import { useState } from "react"
import { isOtherVersion, type Reason } from "../api/AskError.ts"
import type { Silence } from "../api/Silence.ts"
import { useMoment } from "../format/useMoment.ts"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { Banner } from "./Banner.tsx"
import { sentencesOf } from "./FailureWords.ts"
import { ReloadPage } from "./ReloadPage.tsx"

const titleOf = (reason: Reason, { failure, outdated }: Texts, when: string): string => {
  if (isOtherVersion(reason)) return failure.otherVersion
  return reason._tag === "NoAnswer" ? outdated.silent(when) : outdated.title
}

export const SilenceBanner = ({ silence: { askAgain, error: { reply }, since } }: { readonly silence: Silence }) => {
  const texts = useTexts()
  const { outdated } = texts
  const [isAsking, setAsking] = useState(false)
  const when = useMoment(since)
  const again = async () => {
    setAsking(true)
    await askAgain()
    setAsking(false)
  }
  return (
    <Banner
      appearance="warning"
      title={titleOf(reply, texts, when)}
      details={reply._tag === "NoAnswer"
        ? [outdated.silentDetail]
        : [sentencesOf(reply, texts).join(" "), outdated.readAt(when)]}
      actions={isOtherVersion(reply)
        ? <ReloadPage />
        : <Button spacing="compact" isLoading={isAsking} onClick={() => void again()}>{texts.failure.retry}</Button>}
    />
  )
}
