/** How long the app keeps what it did. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FormSection } from "./FormSection.tsx"
import { NumberFields } from "./SettingField.tsx"

export const Storage = ({ state }: { readonly state: State }) => {
  const { settings: { storage } } = useTexts()
  return (
    <FormSection name="storage" state={state}>
      <Panel title={storage.title}>
        <Stack space="space.300">
          <Text>{storage.intro}</Text>
          <NumberFields names={["plans", "details", "summaries"]} />
        </Stack>
      </Panel>
    </FormSection>
  )
}
