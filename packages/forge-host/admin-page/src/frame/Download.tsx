/** Saves a file that the app hands out in parts: `useDownload` does it, `DownloadState` says how far it is. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import ProgressBar from "@atlaskit/progress-bar"
import { useEffect, useRef, useState } from "react"
import { AskError, isWorthRetrying } from "../api/AskError.ts"
import { type Format, useFormat } from "../format/Format.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { Failure } from "./Failure.tsx"
import { gather, type Gathered, nothing, type Parts } from "./Gather.ts"
import { Spoken } from "./Spoken.tsx"

export interface DownloadRequest<Cursor> extends Parts<Cursor> {
  readonly fileName: string
  readonly mediaType: string
  /** From 0 to 1, how much of the file comes before this part, where that is known. */
  readonly shareBefore?: (cursor: Cursor) => number
}

interface Busy {
  readonly _tag: "Busy"
  readonly fileName: string
  readonly parts: number
  readonly share: number | null
  /** The next part did not come yet, and is asked for again. */
  readonly isWaiting: boolean
}

interface Failed {
  readonly _tag: "Failed"
  readonly error: AskError
  /** How many have come, and are kept. */
  readonly parts: number
  readonly goOn: () => void
}

type Phase = { readonly _tag: "Idle" } | Busy | { readonly _tag: "Saved"; readonly fileName: string } | Failed

export interface Download {
  readonly phase: Phase
  readonly isBusy: boolean
  readonly start: <Cursor>(request: DownloadRequest<Cursor>) => void
  readonly giveUp: () => void
}

const save = (blobs: ReadonlyArray<Blob>, fileName: string, mediaType: string) => {
  const url = URL.createObjectURL(new Blob([...blobs], { type: mediaType }))
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
  const current = useRef<AbortController | null>(null)
  useEffect(() => () => current.current?.abort(), [])

  async function run<Cursor>(request: DownloadRequest<Cursor>, begun: Gathered<Cursor>) {
    const { fileName, mediaType, part, shareBefore } = request
    current.current?.abort()
    const wanted = new AbortController()
    current.current = wanted
    const { signal } = wanted
    let soFar = begun
    const show = (isWaiting: boolean) => {
      const share = shareBefore === undefined ? null : soFar.next === null ? 1 : shareBefore(soFar.next.cursor)
      setPhase({ _tag: "Busy", fileName, parts: soFar.parts, share, isWaiting })
    }
    const onPart = (gathered: Gathered<Cursor>) => {
      soFar = gathered
      show(false)
    }
    show(false)
    try {
      const blobs = await gather(part, soFar, { signal, onPart, onWait: () => show(true) })
      if (blobs === null) return
      save(blobs, fileName, mediaType)
      setPhase({ _tag: "Saved", fileName })
    } catch (error) {
      if (!(error instanceof AskError)) throw error
      if (signal.aborted) return
      setPhase({ _tag: "Failed", error, parts: soFar.parts, goOn: () => void run(request, soFar) })
    }
  }
  const giveUp = () => {
    current.current?.abort()
    setPhase({ _tag: "Idle" })
  }
  return { phase, isBusy: phase._tag === "Busy", start: (request) => void run(request, nothing(request.first)), giveUp }
}

/** Read out now and then only: in tenths, or after every ten parts. */
const roughly = ({ parts, share, ...busy }: Busy): Busy => ({
  ...busy,
  parts: Math.floor(parts / 10) * 10,
  share: share === null ? null : Math.floor(share * 10) / 10
})

const progressOf = ({ fileName, isWaiting, parts, share }: Busy, { download }: Texts, format: Format): string =>
  [
    download.preparing(fileName),
    share !== null ? download.done(format.percent(share)) : parts === 0 ? "" : download.parts(parts, format),
    isWaiting ? download.waiting : ""
  ].filter((text) => text !== "").join(" ")

const Preparing = ({ busy, onGiveUp }: { readonly busy: Busy; readonly onGiveUp: () => void }) => {
  const texts = useTexts()
  const format = useFormat()
  return (
    <Stack space="space.100">
      <ProgressBar
        ariaLabel={texts.download.preparing(busy.fileName)}
        isIndeterminate={busy.share === null}
        value={busy.share ?? 0}
      />
      <Inline space="space.100" alignBlock="center" spread="space-between" shouldWrap>
        <Text color="color.text.subtle">
          <span aria-hidden="true">{progressOf(busy, texts, format)}</span>
        </Text>
        <Button appearance="subtle" spacing="compact" onClick={onGiveUp}>{texts.cancel}</Button>
      </Inline>
      <Spoken>
        <span role="status">{progressOf(roughly(busy), texts, format)}</span>
      </Spoken>
    </Stack>
  )
}

const Broken = ({ failed: { error, goOn, parts }, onGiveUp }: {
  readonly failed: Failed
  readonly onGiveUp: () => void
}) => {
  const { cancel, download, failure } = useTexts()
  const mayGoOn = isWorthRetrying(error.reply)
  const isKept = parts > 0 && mayGoOn
  return (
    <Stack space="space.100">
      <Failure error={error} />
      <Inline space="space.100" alignBlock="center" shouldWrap>
        {mayGoOn && <Button spacing="compact" onClick={goOn}>{isKept ? download.goOn : failure.retry}</Button>}
        <Button appearance="subtle" spacing="compact" onClick={onGiveUp}>{cancel}</Button>
        {isKept && <Text color="color.text.subtle">{download.kept}</Text>}
      </Inline>
    </Stack>
  )
}

export const DownloadState = ({ download: { giveUp, phase } }: { readonly download: Download }) => {
  const { download } = useTexts()
  switch (phase._tag) {
    case "Idle":
      return null
    case "Failed":
      return <Broken failed={phase} onGiveUp={giveUp} />
    case "Saved":
      return (
        <Text color="color.text.subtle">
          <span role="status">{download.saved(phase.fileName)}</span>
        </Text>
      )
    case "Busy":
      return <Preparing busy={phase} onGiveUp={giveUp} />
  }
}
