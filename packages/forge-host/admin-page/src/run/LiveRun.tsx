/** The run that is under way: what it does, how far it has come, whose it is, and a way to stop it. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import ProgressBar from "@atlaskit/progress-bar"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { useReadOnly } from "../api/useReadOnly.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useAccountName } from "../frame/AccountName.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { CancelRun } from "./CancelRun.tsx"
import styles from "./LiveRun.module.css"
import { paceOf, phaseOf, plannedChanges, readSoFar, settledChanges, shareOf, waitOf } from "./RunProgress.ts"

const phaseText = (run: Run, { run: { live } }: Texts): string => {
  if (run.state === "interrupted") return live.interrupted
  const phase = phaseOf(run)
  switch (phase._tag) {
    case "Queued":
      return live.queued
    case "Reading": {
      const [only, ...others] = phase.reading
      return only === undefined || others.length > 0 ? live.reading.several : live.reading[only]
    }
    case "Planning":
      return live.planning
    case "Planned":
      return live.planned
    case "Writing":
      return live.writing
    case "Linking":
      return live.linking
  }
}

/** Figures of the phase, with units. */
const useFigures = (run: Run): ReadonlyArray<string> => {
  const texts = useTexts()
  const format = useFormat()
  const { live } = texts.run
  if (run.state === "reading") {
    return readSoFar(run).map(({ items, source }) => live.sources[source](items, format))
  }
  if (run.state !== "applying") return []
  const pace = paceOf(run)
  return [
    live.ofChanges(format.number(settledChanges(run)), texts.changes(plannedChanges(run), format)),
    ...(pace === null || run.waiting !== null
      ? []
      : [live.rate(texts.changes(pace.changesPerMinute, format)), live.left(format.duration(pace.millisLeft))])
  ]
}

const Origin = ({ run: { createdAt, startedBy, trigger } }: { readonly run: Run }) => {
  const texts = useTexts()
  const { live } = texts.run
  const format = useFormat()
  const now = useNow(10_000)
  // The page learns of it before it knows how far the app's clock has gone on.
  const when = format.relative(Math.min(createdAt, now), now)
  const who = useAccountName(startedBy) ?? texts.somebody
  return (
    <Text color="color.text.subtle" size="small">
      {trigger === "scheduled" ? live.bySchedule(when) : live.startedBy(who, when)}
    </Text>
  )
}

const Waiting = ({ run }: { readonly run: Run }) => {
  const { live } = useTexts().run
  const format = useFormat()
  const now = useNow(5000)
  const wait = waitOf(run, now)
  return wait === null ? null : <Text>{live.waits[wait.api]} {live.waiting(format.dateTime(wait.until))}</Text>
}

export const LiveRun = ({ run }: { readonly run: Run }) => {
  const texts = useTexts()
  const isReadOnly = useReadOnly()
  const figures = useFigures(run)
  const share = shareOf(run)
  return (
    <Stack space="space.150">
      <div aria-live="polite">
        <Stack space="space.050">
          <Text weight="medium">{phaseText(run, texts)}</Text>
          <Waiting run={run} />
        </Stack>
      </div>
      {isActive(run.state) && (
        <ProgressBar
          ariaLabel={texts.run.live.progress}
          isIndeterminate={share === null}
          {...(share !== null && { value: share })}
        />
      )}
      <p className={styles["figures"]}>{figures.join(" · ")}</p>
      <Inline spread="space-between" alignBlock="center" space="space.100" shouldWrap>
        <Origin run={run} />
        <CancelRun run={run} />
      </Inline>
      {isReadOnly && <Text color="color.text.subtle" size="small">{texts.run.readOnly}</Text>}
    </Stack>
  )
}
