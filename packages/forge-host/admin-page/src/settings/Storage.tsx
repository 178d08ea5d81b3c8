/** How long the app keeps what it did. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FormSection } from "./FormSection.tsx"
import { NumberField } from "./SettingField.tsx"

export const Storage = ({ state }: { readonly state: State }) => {
  const { settings: { storage } } = useTexts()
  return (
    <FormSection name="storage" state={state}>
      <Panel title={storage.title}>
        <Stack space="space.300">
          <Text>{storage.intro}</Text>
          <NumberField name="plans" />
          <NumberField name="details" />
          <NumberField name="summaries" />
        </Stack>
      </Panel>
    </FormSection>
  )
}
