/** What nobody may miss, on top of every view, each with its next step. Here the page also drives runs that need it. */
import Button from "@atlaskit/button/new"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { isOtherVersion } from "../api/AskError.ts"
import { type Halt, useDriver } from "../api/Driver.ts"
import { useSilence } from "../api/Silence.ts"
import { useCurrentRun } from "../api/Site.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useTexts } from "../texts/useTexts.ts"
import { Banner } from "./Banner.tsx"
import { isToldBy, type SecretEnds, secretEnds, stepOf, ticksMissingSince, troubleOf } from "./BannerRules.ts"
import styles from "./Banners.module.css"
import { sentencesOf } from "./FailureWords.ts"
import { useNavigation } from "./Navigation.tsx"
import { NewSecret } from "./NewSecret.tsx"
import { ReloadPage } from "./ReloadPage.tsx"
import { RouteLink } from "./RouteLink.tsx"
import { RunTrouble } from "./RunTrouble.tsx"
import { SilenceBanner } from "./SilenceBanner.tsx"

const Secret = ({ ends: { daysLeft, on } }: { readonly ends: SecretEnds }) => {
  const { banner } = useTexts()
  const format = useFormat()
  const title = daysLeft < 0
    ? banner.secretExpired(format.day(on))
    : daysLeft === 0
    ? banner.secretExpiresToday
    : banner.secretExpiresIn(banner.secretDays(daysLeft, format), format.day(on))
  return (
    <Banner
      appearance={daysLeft < 0 ? "error" : "warning"}
      title={title}
      details={[daysLeft < 0 ? banner.secretExpiredDetail : banner.secretDetail]}
      actions={<NewSecret />}
    />
  )
}

const Halted = ({ halt: { driveAgain, error: { reply }, runId } }: { readonly halt: Halt }) => {
  const texts = useTexts()
  const { banner } = texts
  return (
    <Banner
      appearance="error"
      title={banner.halted}
      details={[sentencesOf(reply, texts).join(" "), banner.haltedDetail]}
      actions={
        <>
          {isOtherVersion(reply)
            ? <ReloadPage />
            : <Button spacing="compact" onClick={driveAgain}>{texts.failure.retry}</Button>}
          <RouteLink to={{ view: "run", runId }}>{banner.openRun}</RouteLink>
        </>
      }
    />
  )
}

/** What appears later is read out. */
export const Banners = ({ state }: { readonly state: State }) => {
  const { banner } = useTexts()
  const format = useFormat()
  const now = useNow()
  const current = useCurrentRun()
  const { halt, isDriving } = useDriver(state, current)
  const { route } = useNavigation()
  const trouble = troubleOf(state, current)
  const isToldBelow = trouble !== null && isToldBy(route, trouble)
  // That a secret has ended is why Entra ID refuses the app: once is enough.
  const isRefused = trouble !== null && stepOf(trouble) === "entra"
  const ends = secretEnds(state, now)
  const silence = useSilence()
  const missingSince = ticksMissingSince(state, now)
  return (
    <div role="region" aria-label={banner.region} aria-live="polite" className={styles["banners"]}>
      {silence !== null && <SilenceBanner silence={silence} />}
      {!state.isLicensed && <Banner appearance="warning" title={banner.readOnly} details={[banner.readOnlyDetail]} />}
      {isDriving && <Banner appearance="information" title={banner.keepOpen} details={[banner.keepOpenDetail]} />}
      {halt !== null && <Halted halt={halt} />}
      {trouble !== null && !isToldBelow && <RunTrouble state={state} trouble={trouble} />}
      {ends !== null && !(ends.daysLeft < 0 && isRefused) && <Secret ends={ends} />}
      {state.statusTrouble !== null && (
        <Banner
          appearance="warning"
          title={banner.statusTrouble}
          details={[state.statusTrouble.message, state.statusTrouble.nextStep]}
        />
      )}
      {missingSince !== null && (
        <Banner
          appearance="warning"
          title={banner.ticksMissing}
          details={[banner.ticksMissingDetail(format.relative(missingSince, now))]}
        />
      )}
    </div>
  )
}
