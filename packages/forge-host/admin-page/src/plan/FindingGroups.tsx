/** Findings grouped by cause: how many, what each cause means, what to do, and whom it is about. */
import { Stack } from "@atlaskit/primitives/compiled"
import type { Finding } from "@entra-assets/core/model/Finding"
import type { AccountId } from "@entra-assets/core/model/Ids"
import { useState } from "react"
import { FindingGroup } from "./FindingGroup.tsx"
import { byCode, type FindingsOfCode } from "./FindingsByCode.ts"

/** Names that are shown at first, and with each "Show more". */
export const atFirst = 10

export interface FindingGroupsProps {
  readonly findings: ReadonlyArray<Finding>
  /** Makes the names of accounts links. */
  readonly onOpen?: (accountId: AccountId) => void
}

const Group = ({ code, findings, onOpen }: FindingsOfCode & Pick<FindingGroupsProps, "onOpen">) => {
  const [shown, setShown] = useState(atFirst)
  return (
    <FindingGroup
      code={code}
      count={findings.length}
      findings={findings.slice(0, shown)}
      {...(onOpen !== undefined && { onOpen })}
      {...(shown < findings.length && { onMore: () => setShown(shown + atFirst) })}
    />
  )
}

export const FindingGroups = ({ findings, onOpen }: FindingGroupsProps) => (
  <Stack space="space.300">
    {byCode(findings).map((group) => <Group key={group.code} {...group} {...(onOpen !== undefined && { onOpen })} />)}
  </Stack>
)
