/** What a plan was made from: how much each source returned, when, whether that was everything, and whom it leads to. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import { type PlanHeader, type SourceRead, unmatchedOf } from "@entra-assets/core/plan/PlanHeader"
import { useFormat } from "../format/Format.tsx"
import { Facts } from "../frame/Facts.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"

const sources = ["graph", "jira", "assets"] as const

interface SourceProps {
  readonly source: (typeof sources)[number]
  readonly read: SourceRead
  /** How its people or accounts divide; `null` when nobody knows, or there is nothing to say. */
  readonly parts: string | null
}

const Source = ({ parts, read: { complete, count, readStartedAt, reason }, source }: SourceProps) => {
  const { plan } = useTexts()
  const format = useFormat()
  return (
    <Stack space="space.050">
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <Text>{plan.read(plan.sourceCounts[source](count, format), format.dateTime(readStartedAt))}</Text>
        <StatusLozenge tone={complete ? "success" : "warning"}>
          {complete ? plan.complete : plan.incomplete}
        </StatusLozenge>
      </Inline>
      {parts !== null && <Text color="color.text.subtle">{parts}</Text>}
      {reason !== undefined && <Text color="color.text.subtle">{reason}</Text>}
    </Stack>
  )
}

/** Where the people and accounts are that the totals do not have. */
const useParts = ({ counts, coverage, watermark: { graph, jira } }: PlanHeader) => {
  const { plan: { coverage: texts } } = useTexts()
  const format = useFormat()
  if (coverage === undefined) return { graph: null, jira: null, assets: null }
  const unmatched = unmatchedOf(counts)
  const { accounts, inactive, people } = coverage
  const others = jira.count - accounts - unmatched - inactive
  const parts = [
    [texts.accounts.matched, accounts],
    [texts.accounts.unmatched, unmatched],
    [texts.accounts.inactive, inactive],
    [texts.accounts.others, others]
  ] as const
  return {
    graph: people < graph.count ? texts.people(format.number(people), format.number(graph.count - people)) : null,
    jira: accounts < jira.count
      ? `${format.list(parts.flatMap(([words, count]) => count > 0 ? [words(format.number(count))] : []))}.`
      : null,
    assets: null
  }
}

export const PlanSources = ({ plan: header }: { readonly plan: PlanHeader }) => {
  const { plan } = useTexts()
  const parts = useParts(header)
  return (
    <Facts
      facts={sources.map((source) => [
        plan.sourceNames[source],
        <Source key={source} source={source} read={header.watermark[source]} parts={parts[source]} />
      ])}
    />
  )
}
