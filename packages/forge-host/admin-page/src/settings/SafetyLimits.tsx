/** How far a sync may go before it stops and waits for an admin. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FieldGroup } from "./FieldGroup.tsx"
import { FormSection, useForm } from "./FormSection.tsx"
import { NumberField, SwitchField } from "./SettingField.tsx"

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

export const SafetyLimits = ({ state }: { readonly state: State }) => {
  const { settings: { limits } } = useTexts()
  return (
    <FormSection name="limits" state={state}>
      <Panel title={limits.title}>
        <Stack space="space.400">
          <Switch />
          <FieldGroup title={limits.inactivations}>
            <NumberField name="guard.inactivations.percent" />
            <NumberField name="guard.inactivations.above" />
            <NumberField name="guard.inactivations.most" />
          </FieldGroup>
          <FieldGroup title={limits.group}>
            <NumberField name="guard.group.percent" />
            <NumberField name="guard.group.size" />
          </FieldGroup>
          <FieldGroup title={limits.unmatched}>
            <NumberField name="guard.unmatched.points" />
            <NumberField name="guard.unmatched.above" />
          </FieldGroup>
          <FieldGroup title={limits.blanked}>
            <NumberField name="guard.blanked.percent" />
            <NumberField name="guard.blanked.above" />
          </FieldGroup>
          <FieldGroup title={limits.objects}>
            <NumberField name="objectAllowance" />
          </FieldGroup>
        </Stack>
      </Panel>
    </FormSection>
  )
}
