/** The object in Assets that rules of Jira Automation can watch. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FormSection } from "./FormSection.tsx"
import { List } from "./List.tsx"
import { SwitchField } from "./SettingField.tsx"

export const Alerts = ({ state }: { readonly state: State }) => {
  const { settings: { alerts } } = useTexts()
  return (
    <FormSection name="alerts" state={state}>
      <Panel title={alerts.title}>
        <Stack space="space.250">
          <Text>{alerts.intro}</Text>
          <SwitchField name="syncStatus" />
          <Stack space="space.100">
            <Heading as="h3" size="xsmall">{alerts.holds}</Heading>
            <List items={alerts.held} />
          </Stack>
          <Stack space="space.100">
            <Heading as="h3" size="xsmall">{alerts.how}</Heading>
            <List items={alerts.steps} isOrdered />
          </Stack>
        </Stack>
      </Panel>
    </FormSection>
  )
}
