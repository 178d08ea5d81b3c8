/** The whole of one line of a plan, read with its page. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { Finding } from "@entra-assets/core/model/Finding"
import type { SeenPlan } from "@entra-assets/forge-host/admin/AdminApi"
import { useAsk } from "../api/Queries.ts"
import { Asked } from "../frame/Asked.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { RouteLink } from "../frame/RouteLink.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { EntryChanges } from "./EntryChanges.tsx"
import type { PlanIndex, Row } from "./PlanIndex.ts"
import { Subjects } from "./Subjects.tsx"

const FindingDetails = ({ finding }: { readonly finding: Finding }) => {
  const texts = useTexts().finding
  const { go } = useNavigation()
  const { meaning, nextStep, title } = texts.codes[finding.code]
  return (
    <Stack space="space.100">
      <Text weight="medium">{title}</Text>
      <Text as="p">{finding.detail}</Text>
      {finding.accountIds.length > 0 && (
        <Subjects
          finding={finding}
          onOpen={(accountId) => go({ view: "people", accountId })}
        />
      )}
      <Text as="p" color="color.text.subtle">{meaning}</Text>
      <Text as="p">
        <Text weight="medium">{texts.whatToDo}:</Text> {nextStep}
      </Text>
    </Stack>
  )
}

export interface EntryDetailsProps {
  readonly seen: SeenPlan
  readonly index: PlanIndex
  readonly line: Row
}

export const EntryDetails = ({ index, line: { item, page }, seen }: EntryDetailsProps) => {
  const { plan } = useTexts()
  const query = useAsk("planPage", { ...seen, page })
  return (
    <Asked query={query} lines={4}>
      {({ items }) => {
        const found = items[item]
        if (found === undefined) return null
        if (found._tag === "Finding") return <FindingDetails finding={found} />
        return (
          <Stack space="space.100">
            <EntryChanges entry={found} nameOf={(entraId) => index.nameOf(entraId)} />
            {found.accountId !== null && (
              <Inline>
                <RouteLink to={{ view: "people", accountId: found.accountId }}>{plan.table.person}</RouteLink>
              </Inline>
            )}
          </Stack>
        )
      }}
    </Asked>
  )
}
