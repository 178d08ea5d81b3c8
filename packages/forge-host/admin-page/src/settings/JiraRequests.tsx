/** How much of Jira's hourly limit the app may use on this site. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useAsk } from "../api/Queries.ts"
import { useFormat } from "../format/Format.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FormSection, useForm } from "./FormSection.tsx"
import { requestTime } from "./RequestTime.ts"
import { NumberField } from "./SettingField.tsx"

/** For a site of which nothing is known yet. */
const exampleAccounts = 10_000

/** As the plan of the newest run has found them; `null` when it is not kept, or was for one person. */
const useAccounts = ({ lastManual, lastScheduled }: State): number | null => {
  const [newest] = [lastManual, lastScheduled]
    .filter((run) => run !== null)
    .sort((one, other) => other.createdAt - one.createdAt)
  const { data } = useAsk("planHeader", { planId: newest?.planId ?? "none" }, {
    isEnabled: newest !== undefined && newest.plan !== null
  })
  return data?.scope === "everybody" ? data.watermark.jira.count : null
}

const Time = ({ state }: { readonly state: State }) => {
  const texts = useTexts()
  const format = useFormat()
  const form = useForm()
  const { requests } = texts.settings
  const known = useAccounts(state)
  const accounts = known ?? exampleAccounts
  const { hours, points } = requestTime(accounts, Number(form.values["jiraPointsPerHour"]))
  const reading = (known === null ? requests.example : requests.yours)(
    texts.accounts(accounts, format),
    format.number(points)
  )
  return (
    <Text>
      {hours === 0 ? requests.atOnce(reading) : requests.spread(reading, format.duration(hours * 3_600_000))}
    </Text>
  )
}

export const JiraRequests = ({ state }: { readonly state: State }) => {
  const { settings: { requests } } = useTexts()
  return (
    <FormSection name="requests" state={state}>
      <Panel title={requests.title}>
        <Stack space="space.200">
          <Text>{requests.intro}</Text>
          <NumberField name="jiraPointsPerHour" />
          <Time state={state} />
        </Stack>
      </Panel>
    </FormSection>
  )
}
