/** What a plan says is worth a look, grouped by cause. Whom it is about is read when somebody asks. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Finding, FindingCode } from "@entra-assets/core/model/Finding"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useMemo, useState } from "react"
import { Failure } from "../frame/Failure.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FindingGroup } from "./FindingGroup.tsx"
import { atFirst } from "./FindingGroups.tsx"
import { codes } from "./FindingsByCode.ts"
import { seenOf } from "./Seen.ts"
import { usePages } from "./usePages.ts"
import type { LoadedIndex } from "./usePlanIndex.ts"

interface GroupProps {
  readonly plan: PlanHeader
  readonly lines: LoadedIndex
  readonly code: FindingCode
  readonly count: number
  readonly onShow: (code: FindingCode) => void
}

const Group = ({ code, count, lines: { index, isComplete, loaded }, onShow, plan }: GroupProps) => {
  const { plan: texts, finding } = useTexts()
  const { go } = useNavigation()
  const [wanted, setWanted] = useState(0)
  const rows = useMemo(
    () =>
      loaded === 0
        ? []
        : index.select({ search: "", kind: "Finding", cause: code }, { by: "plan", isDescending: false }),
    [code, index, loaded]
  )
  const asked = rows.slice(0, wanted).flatMap((number) => index.row(number) ?? [])
  const { error, isLoading, items, retry } = usePages(seenOf(plan), new Set(asked.map(({ page }) => page)))
  const findings = asked.flatMap(({ item, page }): ReadonlyArray<Finding> => {
    const found = items.get(page)?.[item]
    return found?._tag === "Finding" ? [found] : []
  })
  const { title } = finding.codes[code]
  return (
    <Stack space="space.100">
      <FindingGroup
        code={code}
        count={count}
        findings={findings}
        isLoading={isLoading || (wanted > 0 && rows.length === 0 && !isComplete)}
        onOpen={(accountId) => go({ view: "people", accountId })}
        {...(wanted < count && { onMore: () => setWanted(wanted + atFirst) })}
        {...(wanted === 0 && { more: texts.whom })}
        actions={
          <Button
            spacing="compact"
            aria-label={texts.inTableOf(title)}
            onClick={() => onShow(code)}
          >
            {texts.inTable}
          </Button>
        }
      />
      {error !== null && <Failure error={error} onRetry={retry} />}
    </Stack>
  )
}

export interface PlanFindingsProps {
  readonly plan: PlanHeader
  readonly lines: LoadedIndex
  /** Shows those of a cause in the list. */
  readonly onShow: (code: FindingCode) => void
}

export const PlanFindings = ({ lines, onShow, plan }: PlanFindingsProps) => {
  const { plan: texts } = useTexts()
  return (
    <Panel title={texts.findings}>
      <Stack space="space.300">
        <Text color="color.text.subtle">{texts.findingsDetail}</Text>
        {codes.map((code) => {
          const count = plan.counts.findings[code] ?? 0
          return count > 0 && <Group key={code} plan={plan} lines={lines} code={code} count={count} onShow={onShow} />
        })}
      </Stack>
    </Panel>
  )
}
