/** Why a plan cannot be applied, and what somebody should know before they do; with the next step. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage, { type SectionMessageProps } from "@atlaskit/section-message/section-message"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { PlanCheck, PlanStage, PlanStanding } from "@entra-assets/core/sync/PlanStanding"
import { written } from "@entra-assets/core/sync/Run"
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

type Told =
  | Exclude<PlanStage, { readonly _tag: "Empty" | "Ready" }>
  | NonNullable<PlanStanding["since"]>
  | Exclude<PlanCheck, { readonly _tag: "Passes" }>

const looks: { readonly [tag in Told["_tag"]]: Look } = {
  Applied: { appearance: "success", link: "openRun", offersPreview: true },
  UnderWay: { appearance: "information", link: "follow" },
  Waits: { appearance: "warning", link: "openRun" },
  Interrupted: { appearance: "warning", link: "openRun" },
  OtherSettings: { appearance: "warning", offersPreview: true },
  Busy: { appearance: "information", link: "follow" },
  CutShort: { appearance: "warning", link: "openRun", offersPreview: true },
  Overtaken: { appearance: "information", link: "openRun", offersPreview: true },
  Blocks: { appearance: "warning" },
  Off: { appearance: "warning" },
  Approved: { appearance: "information" }
}

/** What the guard thinks matters to who can apply the plan now. */
const toldOf = ({ check, since, stage }: PlanStanding): ReadonlyArray<Told> => [
  ...(stage._tag === "Empty" || stage._tag === "Ready" ? [] : [stage]),
  ...(since === null ? [] : [since]),
  ...(stage._tag !== "Ready" || check._tag === "Passes" ? [] : [check])
]

type Words = readonly [title: string, detail: string | null]

const wordsOf = (
  told: Told,
  { texts, format, now }: { readonly texts: Texts; readonly format: Format; readonly now: number }
): Words => {
  const { notice } = texts.plan
  switch (told._tag) {
    case "Applied":
      return [notice.Applied, notice.appliedDetail(format.dateTime(told.run.createdAt))]
    case "CutShort": {
      const { run } = told
      return [
        notice.CutShort,
        notice.cutShortDetail(format.dateTime(run.createdAt), texts.changes(written(run), format))
      ]
    }
    case "Overtaken":
      return [notice.Overtaken, notice.overtakenDetail(format.relative(Math.min(told.run.updatedAt, now), now))]
    case "Off":
      return [notice.Off, null]
    case "Approved":
      return [notice.Approved, notice.approvedDetail(format.dateTime(told.at))]
    default:
      return notice[told._tag]
  }
}

interface NoticeProps {
  readonly plan: PlanHeader
  readonly told: Told
  readonly offersPreview: boolean
  readonly isShownHere: boolean
}

const Notice = ({ isShownHere, offersPreview, plan, told }: NoticeProps) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const { go } = useNavigation()
  const { appearance, link } = looks[told._tag]
  const [title, detail] = wordsOf(told, { texts, format, now })
  const runId = "run" in told ? told.run.id : null
  // Where the plan cannot be applied and nothing else can be done, a new one is the way on.
  const previewAppearance = link !== undefined ? "subtle" : "primary"
  return (
    <SectionMessage appearance={appearance} title={title} headingLevel="h3">
      <Stack space="space.150">
        {detail !== null && <Text as="p">{detail}</Text>}
        {(told._tag === "Blocks" || told._tag === "Off") && <StopReasons as="h4" stops={plan.guard.stops} />}
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

export interface PlanNoticeProps {
  readonly plan: PlanHeader
  readonly standing: PlanStanding
  /** The view that it stands on shows a new preview, too. */
  readonly isShownHere?: boolean
}

export const PlanNotice = ({ isShownHere = false, plan, standing }: PlanNoticeProps) => {
  const all = toldOf(standing)
  const offering = all.find(({ _tag }) => looks[_tag].offersPreview)
  return all.length === 0 ? null : (
    <Stack space="space.150">
      {all.map((told) => (
        <Notice
          key={told._tag}
          plan={plan}
          told={told}
          offersPreview={told === offering}
          isShownHere={isShownHere}
        />
      ))}
    </Stack>
  )
}
