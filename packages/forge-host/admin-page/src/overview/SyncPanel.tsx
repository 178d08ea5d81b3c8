/** Begins runs, shows the one that is under way, and says how old the records are. */
import { Stack } from "@atlaskit/primitives/compiled"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useEffect, useState } from "react"
import type { AskError } from "../api/AskError.ts"
import { useAct } from "../api/Queries.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { Facts } from "../frame/Facts.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Panel } from "../frame/Panel.tsx"
import { LiveRun } from "../run/LiveRun.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { LastPreview } from "./LastPreview.tsx"
import { RunMention } from "./RunMention.tsx"
import { RunNowDialog } from "./RunNowDialog.tsx"
import { StartButtons } from "./StartButtons.tsx"

const isBusy = (error: AskError | null) => error?.reply._tag === "Refused" && error.reply.reason === "run.Busy"

interface SyncFactsProps {
  readonly state: State
  /** Newer than what the state says of the same run. */
  readonly current: Run | null
}

const SyncFacts = ({ current, state: { accounts, lastManual, lastScheduled, lastSuccess } }: SyncFactsProps) => {
  const { overview } = useTexts()
  const format = useFormat()
  const now = useNow()
  const newest = (run: Run | null) => run !== null && run.id === current?.id ? current : run
  return (
    <Facts
      facts={[
        [
          overview.data,
          lastSuccess === null
            ? overview.dataNever
            : `${format.dateTime(lastSuccess.endedAt)} (${format.relative(lastSuccess.endedAt, now)})`
        ],
        [overview.lastScheduled, <RunMention run={newest(lastScheduled)} />],
        [overview.lastManual, <RunMention run={newest(lastManual)} />],
        [
          overview.accounts,
          accounts === null
            ? overview.accountsAnew
            : overview.accountsRead(format.relative(accounts.readAt, now), format.dateTime(accounts.usedUntil))
        ]
      ]}
    />
  )
}

export interface SyncPanelProps {
  readonly state: State
  readonly current: Run | null
}

export const SyncPanel = ({ current, state }: SyncPanelProps) => {
  const { overview } = useTexts()
  const [isAsking, setAsking] = useState(false)
  const preview = useAct("startPreview")
  const runNow = useAct("runNow")
  const isUnderWay = current !== null && isActive(current.state)
  const close = () => {
    setAsking(false)
    runNow.reset()
  }
  // When somebody else was faster, their run is shown instead of a refusal.
  const wasSlower = isUnderWay && (isBusy(preview.error) || isBusy(runNow.error))
  const hasBegun = isUnderWay && runNow.isPending
  const { reset: resetPreview } = preview
  const { reset: resetRunNow } = runNow
  useEffect(() => {
    if (hasBegun) setAsking(false)
  }, [hasBegun])
  useEffect(() => {
    if (!wasSlower) return
    setAsking(false)
    resetPreview()
    resetRunNow()
  }, [wasSlower, resetPreview, resetRunNow])
  return (
    <Panel
      title={overview.sync}
      actions={
        <StartButtons
          accountId={state.accountId}
          isLicensed={state.isLicensed}
          current={current}
          isStarting={preview.isPending}
          onPreview={() => preview.mutate({})}
          onRunNow={() => setAsking(true)}
        />
      }
    >
      <Stack space="space.200">
        {preview.error !== null && <Failure error={preview.error} onRetry={() => preview.mutate({})} />}
        {isUnderWay ? <LiveRun run={current} /> : <LastPreview />}
        <SyncFacts state={state} current={current} />
      </Stack>
      <RunNowDialog
        isOpen={isAsking}
        isStarting={runNow.isPending}
        waiting={current?.state === "blocked" ? current : null}
        error={runNow.error}
        onStart={() => runNow.mutate({}, { onSuccess: close })}
        onClose={close}
      />
    </Panel>
  )
}
