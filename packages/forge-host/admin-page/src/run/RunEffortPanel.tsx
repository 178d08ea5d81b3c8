/** How long each phase took, and how many requests went to each service. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useFormat } from "../format/Format.tsx"
import { Facts } from "../frame/Facts.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { apiOf, requestsByService, timeByPhase } from "./RunEffort.ts"

export const RunEffortPanel = ({ view: { least, run } }: { readonly view: RunView }) => {
  const { effort } = useTexts().run
  const format = useFormat()
  const tightest = least.limit === null ? null : apiOf(least.limit)
  const phases = timeByPhase(run)
  const requests = requestsByService(run)
  return phases.length === 0 && requests.length === 0 ? null : (
    <Panel title={effort.title}>
      <Stack space="space.150">
        <Facts
          facts={[
            ...phases.map(({ millis, phase }) => [effort.phases[phase], format.duration(millis)] as const),
            ...requests.map(({ api, count }) => [effort.services[api], effort.requests(count, format)] as const)
          ]}
        />
        {tightest !== null && (
          <Text color="color.text.subtle" size="small">
            {effort.least(format.duration(least.millis), effort.services[tightest])}
          </Text>
        )}
      </Stack>
    </Panel>
  )
}
