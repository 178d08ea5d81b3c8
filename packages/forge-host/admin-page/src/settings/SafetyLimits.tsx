/** How far a sync may go before it stops and waits for an admin. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FormSection, useForm } from "./FormSection.tsx"
import { NumberFields, SwitchField } from "./SettingField.tsx"

const Switch = () => {
  const { settings: { limits } } = useTexts()
  const form = useForm()
  return (
    <Stack space="space.200">
      <SwitchField name="guard.enabled" />
      {form.values["guard.enabled"] === false && (
        <SectionMessage appearance="warning" title={limits.off}>
          <Text>{limits.offDetail}</Text>
        </SectionMessage>
      )}
    </Stack>
  )
}

/** Each with its own limits. */
const groups = [
  ["inactivations", ["guard.inactivations.percent", "guard.inactivations.above", "guard.inactivations.most"]],
  ["group", ["guard.group.percent", "guard.group.size"]],
  ["unmatched", ["guard.unmatched.points", "guard.unmatched.above"]],
  ["blanked", ["guard.blanked.percent", "guard.blanked.above"]],
  ["objects", ["objectAllowance"]]
] as const

export const SafetyLimits = ({ state }: { readonly state: State }) => {
  const { settings: { limits } } = useTexts()
  return (
    <FormSection name="limits" state={state}>
      <Panel title={limits.title}>
        <Switch />
      </Panel>
      {groups.map(([group, names]) => (
        <Panel key={group} title={limits[group]}>
          <NumberFields names={names} />
        </Panel>
      ))}
    </FormSection>
  )
}
