/** Why a plan cannot be applied, or what somebody should know before they do; with the next step. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage, { type SectionMessageProps } from "@atlaskit/section-message/section-message"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"
import { type Format, useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { NewPreview } from "./NewPreview.tsx"
import styles from "./PlanNotice.module.css"
import { canApply, type Standing } from "./Standing.ts"
import { StopReason } from "./StopReason.tsx"

interface Notice {
  readonly appearance: NonNullable<SectionMessageProps["appearance"]>
  readonly title: string
  readonly detail: string | null
  /** Leads to a run. */
  readonly link?: { readonly run: Run; readonly label: string }
  /** Whether a new preview is a way on. */
  readonly offersPreview?: boolean
}

interface Words {
  readonly texts: Texts
  readonly format: Format
  readonly now: number
}

const noticeOf = (standing: Standing, { format, now, texts }: Words): Notice | null => {
  const { follow, notice, openRun } = texts.plan
  switch (standing._tag) {
    case "Empty":
    case "Ready":
      return null
    case "Applied":
      return {
        appearance: "success",
        title: notice.applied,
        detail: notice.appliedDetail(format.dateTime(standing.run.createdAt)),
        link: { run: standing.run, label: openRun },
        offersPreview: true
      }
    case "UnderWay":
      return {
        appearance: "information",
        title: notice.underWay,
        detail: notice.underWayDetail,
        link: { run: standing.run, label: follow }
      }
    case "Waits":
      return {
        appearance: "warning",
        title: notice.waits,
        detail: notice.waitsDetail,
        link: { run: standing.run, label: openRun }
      }
    case "Interrupted":
      return {
        appearance: "warning",
        title: notice.interrupted,
        detail: notice.interruptedDetail,
        link: { run: standing.run, label: openRun }
      }
    case "OtherSettings":
      return {
        appearance: "warning",
        title: notice.otherSettings,
        detail: notice.otherSettingsDetail,
        offersPreview: true
      }
    case "Busy":
      return {
        appearance: "information",
        title: notice.busy,
        detail: notice.busyDetail,
        link: { run: standing.run, label: follow }
      }
    case "WouldBlock":
      return standing.isCheckOff
        ? { appearance: "warning", title: notice.checkIsOff, detail: null }
        : { appearance: "warning", title: notice.wouldBlock, detail: notice.wouldBlockDetail }
    case "CutShort":
      return {
        appearance: "warning",
        title: notice.cutShort,
        detail: notice.cutShortDetail(
          format.dateTime(standing.run.createdAt),
          texts.changes(standing.written, format)
        ),
        link: { run: standing.run, label: openRun },
        offersPreview: true
      }
    case "Overtaken":
      return {
        appearance: "information",
        title: notice.overtaken,
        detail: notice.overtakenDetail(format.relative(standing.run.createdAt, now)),
        offersPreview: true
      }
  }
}

const Stops = ({ plan: { guard } }: { readonly plan: PlanHeader }) => (
  <ul className={styles["stops"]}>
    {guard.stops.map((stop) => (
      <li key={`${stop.rule} ${stop.detail}`}>
        <Stack space="space.025">
          <StopReason stop={stop} />
        </Stack>
      </li>
    ))}
  </ul>
)

export interface PlanNoticeProps {
  readonly plan: PlanHeader
  readonly standing: Standing
  /** Whether the view that it stands on shows a new preview, too. */
  readonly showsPreview?: boolean
}

export const PlanNotice = ({ plan, showsPreview = false, standing }: PlanNoticeProps) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const notice = noticeOf(standing, { texts, format, now })
  if (notice === null) return null
  const { appearance, detail, link, offersPreview = false, title } = notice
  // Where the plan cannot be applied and nothing else can be done, a new one is the way on.
  const previewAppearance = link !== undefined ? "subtle" : canApply(standing) ? "default" : "primary"
  return (
    <SectionMessage appearance={appearance} title={title} headingLevel="h3">
      <Stack space="space.150">
        {detail !== null && <Text as="p">{detail}</Text>}
        {standing._tag === "WouldBlock" && <Stops plan={plan} />}
        {(link !== undefined || offersPreview) && (
          <Inline space="space.100" shouldWrap>
            {link !== undefined && (
              <Button onClick={() => go({ view: "run", runId: link.run.id })}>{link.label}</Button>
            )}
            {offersPreview && <NewPreview appearance={previewAppearance} isShownHere={showsPreview} />}
          </Inline>
        )}
      </Stack>
    </SectionMessage>
  )
}
