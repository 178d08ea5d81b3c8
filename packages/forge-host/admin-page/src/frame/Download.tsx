/** Saves a file that the app hands out in parts: `useDownload` does it, `DownloadState` says how far it is. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import ProgressBar from "@atlaskit/progress-bar"
import { useEffect, useRef, useState } from "react"
import { AskError } from "../api/Ask.ts"
import { useFormat } from "../format/Format.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { Failure } from "./Failure.tsx"
import { gather, type Parts } from "./Gather.ts"

export interface DownloadRequest<Cursor> extends Parts<Cursor> {
  readonly fileName: string
  readonly mediaType: string
  /** From 0 to 1, how much of the file comes before this part, where that is known. */
  readonly shareBefore?: (cursor: Cursor) => number
}

type Phase =
  | { readonly _tag: "Idle" }
  | { readonly _tag: "Busy"; readonly fileName: string; readonly parts: number; readonly share: number | null }
  | { readonly _tag: "Saved"; readonly fileName: string }
  | { readonly _tag: "Failed"; readonly error: AskError; readonly again: () => void }

export interface Download {
  readonly phase: Phase
  readonly isBusy: boolean
  readonly start: <Cursor>(request: DownloadRequest<Cursor>) => void
  readonly giveUp: () => void
}

const save = (texts: ReadonlyArray<string>, fileName: string, mediaType: string) => {
  const url = URL.createObjectURL(new Blob([...texts], { type: mediaType }))
  const link = document.createElement("a")
  link.href = url
  link.download = fileName
  link.click()
  // Some browsers begin only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** One at a time; a view that is left gives it up. */
export const useDownload = (): Download => {
  const [phase, setPhase] = useState<Phase>({ _tag: "Idle" })
  const current = useRef(0)
  useEffect(() => () => void current.current++, [])

  async function run<Cursor>(request: DownloadRequest<Cursor>) {
    const { fileName, mediaType, shareBefore } = request
    const mine = ++current.current
    const isGivenUp = () => current.current !== mine
    const onPart = (parts: number, next: Cursor | null) => {
      const share = shareBefore === undefined ? null : next === null ? 1 : shareBefore(next)
      setPhase({ _tag: "Busy", fileName, parts, share })
    }
    setPhase({ _tag: "Busy", fileName, parts: 0, share: shareBefore === undefined ? null : 0 })
    try {
      const texts = await gather(request, { isGivenUp, onPart })
      if (texts === null) return
      save(texts, fileName, mediaType)
      setPhase({ _tag: "Saved", fileName })
    } catch (error) {
      if (!(error instanceof AskError)) throw error
      if (!isGivenUp()) setPhase({ _tag: "Failed", error, again: () => void run(request) })
    }
  }
  const giveUp = () => {
    current.current++
    setPhase({ _tag: "Idle" })
  }
  return { phase, isBusy: phase._tag === "Busy", start: (request) => void run(request), giveUp }
}

export const DownloadState = ({ download: { giveUp, phase } }: { readonly download: Download }) => {
  const texts = useTexts()
  const format = useFormat()
  switch (phase._tag) {
    case "Idle":
      return null
    case "Failed":
      return <Failure error={phase.error} onRetry={phase.again} />
    case "Saved":
      return (
        <Text color="color.text.subtle">
          <span role="status">{texts.download.saved(phase.fileName)}</span>
        </Text>
      )
    case "Busy": {
      const progress = phase.share === null
        ? phase.parts === 0 ? "" : texts.download.parts(phase.parts, format)
        : format.percent(phase.share)
      return (
        <Stack space="space.100">
          <ProgressBar
            ariaLabel={texts.download.preparing(phase.fileName)}
            isIndeterminate={phase.share === null}
            value={phase.share ?? 0}
          />
          <Inline space="space.100" alignBlock="center" spread="space-between" shouldWrap>
            <Text color="color.text.subtle">
              {texts.download.preparing(phase.fileName)} {progress}
            </Text>
            <Button appearance="subtle" spacing="compact" onClick={giveUp}>{texts.cancel}</Button>
          </Inline>
        </Stack>
      )
    }
  }
}
