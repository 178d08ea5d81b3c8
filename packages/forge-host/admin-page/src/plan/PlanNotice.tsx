/** Why a plan cannot be applied, or what somebody should know before they do; with the next step. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage, { type SectionMessageProps } from "@atlaskit/section-message/section-message"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { written } from "@entra-assets/core/sync/Run"
import type { PlanStanding } from "@entra-assets/forge-host/admin/PlanStanding"
import { type Format, useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useNavigation } from "../frame/Navigation.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import { NewPreview } from "./NewPreview.tsx"
import { StopReasons } from "./StopReasons.tsx"

interface Look {
  readonly appearance: NonNullable<SectionMessageProps["appearance"]>
  /** What the button says that leads to the run. */
  readonly link?: "follow" | "openRun"
  /** Whether a new preview is a way on. */
  readonly offersPreview?: boolean
}

type Told = Exclude<PlanStanding["_tag"], "Empty" | "Ready">

const looks: { readonly [tag in Told]: Look } = {
  Applied: { appearance: "success", link: "openRun", offersPreview: true },
  UnderWay: { appearance: "information", link: "follow" },
  Waits: { appearance: "warning", link: "openRun" },
  Interrupted: { appearance: "warning", link: "openRun" },
  OtherSettings: { appearance: "warning", offersPreview: true },
  Busy: { appearance: "information", link: "follow" },
  WouldBlock: { appearance: "warning" },
  CutShort: { appearance: "warning", link: "openRun", offersPreview: true },
  Overtaken: { appearance: "information", link: "openRun", offersPreview: true }
}

type Words = readonly [title: string, detail: string | null]

const wordsOf = (
  standing: PlanStanding & { readonly _tag: Told },
  { texts, format, now }: { readonly texts: Texts; readonly format: Format; readonly now: number }
): Words => {
  const { notice } = texts.plan
  switch (standing._tag) {
    case "Applied":
      return [notice.Applied, notice.appliedDetail(format.dateTime(standing.run.createdAt))]
    case "CutShort": {
      const { run } = standing
      return [
        notice.CutShort,
        notice.cutShortDetail(format.dateTime(run.createdAt), texts.changes(written(run), format))
      ]
    }
    case "Overtaken":
      return [notice.Overtaken, notice.overtakenDetail(format.relative(Math.min(standing.run.updatedAt, now), now))]
    case "WouldBlock":
      return standing.isCheckOff ? [notice.checkIsOff, null] : notice.WouldBlock
    default:
      return notice[standing._tag]
  }
}

export interface PlanNoticeProps {
  readonly plan: PlanHeader
  readonly standing: PlanStanding
  /** The view that it stands on shows a new preview, too. */
  readonly isShownHere?: boolean
}

export const PlanNotice = ({ isShownHere = false, plan, standing }: PlanNoticeProps) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  if (standing._tag === "Empty" || standing._tag === "Ready") return null
  const { appearance, link, offersPreview = false } = looks[standing._tag]
  const [title, detail] = wordsOf(standing, { texts, format, now })
  const runId = "run" in standing ? standing.run.id : null
  // Where the plan cannot be applied and nothing else can be done, a new one is the way on.
  const previewAppearance = link !== undefined ? "subtle" : "primary"
  return (
    <SectionMessage appearance={appearance} title={title} headingLevel="h3">
      <Stack space="space.150">
        {detail !== null && <Text as="p">{detail}</Text>}
        {standing._tag === "WouldBlock" && <StopReasons as="h4" stops={plan.guard.stops} />}
        {(link !== undefined || offersPreview) && (
          <Inline space="space.100" shouldWrap>
            {link !== undefined && runId !== null && (
              <Button onClick={() => go({ view: "run", runId })}>{texts.plan[link]}</Button>
            )}
            {offersPreview && <NewPreview appearance={previewAppearance} isShownHere={isShownHere} />}
          </Inline>
        )}
      </Stack>
    </SectionMessage>
  )
}
