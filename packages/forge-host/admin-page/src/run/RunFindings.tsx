/** What came up while a run was planned and written, by its cause, with a few of those whom it is about. */
import Button from "@atlaskit/button/new"
import { Stack } from "@atlaskit/primitives/compiled"
import type { FindingCode } from "@entra-assets/core/model/Finding"
import type { AccountId } from "@entra-assets/core/model/Ids"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { FindingGroup } from "../plan/FindingGroup.tsx"
import { codes } from "../plan/FindingsByCode.ts"
import { useTexts } from "../texts/useTexts.ts"
import { everything } from "./RunEntries.ts"
import { useRunPages } from "./useRunPages.ts"

/** All of them stand in the plan. */
const examples = 3

export interface RunFindingsProps {
  readonly run: Run
  readonly plan: PlanHeader
}

export const RunFindings = ({ plan, run }: RunFindingsProps) => {
  const { findings: texts } = useTexts().run
  const { go } = useNavigation()
  const { findings } = useRunPages(run, everything, 0)
  const groups = codes.flatMap((code: FindingCode) => {
    const seen = findings.filter((finding) => finding.code === code)
    const count = Math.max(plan.counts.findings[code] ?? 0, seen.length)
    return count === 0 ? [] : [{ code, count, seen: seen.slice(0, examples) }]
  })
  return groups.length === 0 ? null : (
    <Panel
      title={texts.title}
      actions={<Button appearance="subtle" onClick={() => go({ view: "plan", planId: plan.id })}>{texts.all}</Button>}
    >
      <Stack space="space.300">
        {groups.map(({ code, count, seen }) => (
          <FindingGroup
            key={code}
            code={code}
            count={count}
            findings={seen}
            onOpen={(accountId: AccountId) => go({ view: "people", accountId })}
          />
        ))}
      </Stack>
    </Panel>
  )
}
