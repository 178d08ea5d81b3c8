/** The object in Assets that rules of Jira Automation can watch. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FormSection } from "./FormSection.tsx"
import { TitledList } from "./List.tsx"
import { SwitchField } from "./SettingField.tsx"

export const Alerts = ({ state }: { readonly state: State }) => {
  const { settings: { alerts } } = useTexts()
  return (
    <FormSection name="alerts" state={state}>
      <Panel title={alerts.title}>
        <Stack space="space.250">
          <Text>{alerts.intro}</Text>
          <SwitchField name="syncStatus" />
          <TitledList title={alerts.holds} items={alerts.held} />
          <TitledList title={alerts.how} items={alerts.steps} isOrdered />
        </Stack>
      </Panel>
    </FormSection>
  )
}
