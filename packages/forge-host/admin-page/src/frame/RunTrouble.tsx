/** What is wrong with the last sync or with the one that stopped, and what to do about it. */
import Button from "@atlaskit/button/new"
import type { Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useAsk } from "../api/Queries.ts"
import { useResume } from "../api/Resumed.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useTexts } from "../texts/useTexts.ts"
import { useAccountName } from "./AccountName.tsx"
import { Banner } from "./Banner.tsx"
import { secretEnds, stepOf, type Trouble } from "./BannerRules.ts"
import { Failure } from "./Failure.tsx"
import { useNavigation } from "./Navigation.tsx"
import { NewSecret } from "./NewSecret.tsx"
import { RouteLink } from "./RouteLink.tsx"
import { whyOf } from "./StopWords.ts"

const said = ({ failure }: Run): ReadonlyArray<string> => failure === null ? [] : [failure.message, failure.nextStep]

const OpenRun = ({ run }: { readonly run: Run | null }) => {
  const { banner } = useTexts()
  return run === null ? null : <RouteLink to={{ view: "run", runId: run.id }}>{banner.openRun}</RouteLink>
}

interface ToSetupProps {
  readonly trouble: Trouble
  readonly children: string
}

/** Where the set-up is no help, there is no way to it. */
const ToSetup = ({ children, trouble }: ToSetupProps) => {
  const { go } = useNavigation()
  const step = stepOf(trouble)
  return step === null
    ? null
    : <Button spacing="compact" onClick={() => go({ view: "setup", step })}>{children}</Button>
}

/** By the day that was entered, which is why Entra ID refuses the app. */
const isExpired = (state: State, trouble: Trouble, now: number): boolean =>
  stepOf(trouble) === "entra" && (secretEnds(state, now)?.daysLeft ?? 0) < 0

/** In short. The run's own view says more, and is where it can be approved. */
const Blocked = ({ run }: { readonly run: Run }) => {
  const texts = useTexts()
  const format = useFormat()
  const { go } = useNavigation()
  const { data } = useAsk("run", { runId: run.id })
  const stops = data?.plan?.guard.stops ?? []
  return (
    <Banner
      appearance="warning"
      title={texts.banner.blocked}
      details={stops.length > 0 ? stops.map((stop) => whyOf(stop, texts, format)) : data === undefined ? [] : said(run)}
      actions={
        <Button spacing="compact" onClick={() => go({ view: "run", runId: run.id })}>{texts.banner.review}</Button>
      }
    />
  )
}

const Interrupted = ({ isLicensed, run }: { readonly isLicensed: boolean; readonly run: Run }) => {
  const { banner, resuming } = useTexts()
  const format = useFormat()
  const now = useNow()
  const { error, isPending, isResumed, resume } = useResume(run)
  return (
    <Banner
      appearance="warning"
      title={banner.interrupted}
      details={[banner.interruptedDetail(format.relative(run.updatedAt, now))]}
      actions={
        <>
          <Button
            spacing="compact"
            isDisabled={!isLicensed || isResumed}
            isLoading={isPending}
            onClick={resume}
          >
            {isResumed ? resuming : banner.resume}
          </Button>
          <OpenRun run={run} />
        </>
      }
    >
      {error !== null && <Failure error={error} />}
    </Banner>
  )
}

interface ReconnectProps {
  readonly trouble: Trouble & { readonly _tag: "Reconnect" }
  readonly state: State
}

const Reconnect = ({ state, trouble }: ReconnectProps) => {
  const { banner, somebody } = useTexts()
  const name = useAccountName(state.settings.connection?.connectedBy ?? null)
  return (
    <Banner
      appearance="error"
      title={banner.reconnect}
      details={[banner.reconnectDetail(name ?? somebody)]}
      actions={
        <>
          <ToSetup trouble={trouble}>{banner.reconnectAction}</ToSetup>
          <OpenRun run={trouble.run} />
        </>
      }
    />
  )
}

export interface RunTroubleProps {
  readonly state: State
  readonly trouble: Trouble
}

export const RunTrouble = ({ state, trouble }: RunTroubleProps) => {
  const { banner } = useTexts()
  const format = useFormat()
  const now = useNow()
  switch (trouble._tag) {
    case "Blocked":
      return <Blocked run={trouble.run} />
    case "Interrupted":
      return <Interrupted run={trouble.run} isLicensed={state.isLicensed} />
    case "Reconnect":
      return <Reconnect trouble={trouble} state={state} />
    case "Refused":
      return (
        <Banner
          appearance="error"
          title={banner.refused[trouble.source]}
          details={said(trouble.run)}
          actions={
            <>
              {isExpired(state, trouble, now) ? <NewSecret /> : <ToSetup trouble={trouble}>{banner.openSetup}</ToSetup>}
              <OpenRun run={trouble.run} />
            </>
          }
        />
      )
    case "Quarantined": {
      const { message, nextStep, until } = trouble.next
      return (
        <Banner
          appearance="error"
          title={banner.quarantined}
          details={[message, nextStep, banner.quarantinedUntil(format.dateTime(until))]}
          actions={<OpenRun run={trouble.run} />}
        />
      )
    }
    case "Mended":
      return (
        <Banner
          appearance="information"
          title={banner.mended}
          details={[banner.mendedDetail]}
          actions={<OpenRun run={trouble.run} />}
        />
      )
    case "Failed":
      return (
        <Banner
          appearance="error"
          title={banner.failed}
          details={[
            ...said(trouble.run),
            banner.failedAt(format.relative(trouble.run.endedAt ?? trouble.run.updatedAt, now))
          ]}
          actions={<OpenRun run={trouble.run} />}
        />
      )
  }
}
