/** What a plan was made from: how much each source returned, when, and whether that was everything. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { SourceRead, Watermark } from "@entra-assets/core/plan/PlanHeader"
import { useFormat } from "../format/Format.tsx"
import { Facts } from "../frame/Facts.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"

const sources = ["graph", "jira", "assets"] as const

interface SourceProps {
  readonly source: (typeof sources)[number]
  readonly read: SourceRead
}

const Source = ({ read: { complete, count, readStartedAt, reason }, source }: SourceProps) => {
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
      {reason !== undefined && <Text color="color.text.subtle">{reason}</Text>}
    </Stack>
  )
}

export const PlanSources = ({ watermark }: { readonly watermark: Watermark }) => {
  const { plan } = useTexts()
  return (
    <Facts
      facts={sources.map((source) => [plan.sourceNames[source], <Source source={source} read={watermark[source]} />])}
    />
  )
}
