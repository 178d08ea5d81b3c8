/** How accounts and people find each other, and what becomes of people who leave. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { Advanced } from "./Advanced.tsx"
import { FormSection } from "./FormSection.tsx"
import { List } from "./List.tsx"
import { NumberField } from "./SettingField.tsx"

export const MatchingRules = ({ state }: { readonly state: State }) => {
  const { settings: { rules } } = useTexts()
  return (
    <FormSection name="rules" state={state}>
      <Panel title={rules.title}>
        <Stack space="space.150">
          <Text>{rules.intro}</Text>
          <List items={rules.order} isOrdered />
          <Stack space="space.050">
            {rules.notes.map((note) => <Text key={note} color="color.text.subtle">{note}</Text>)}
          </Stack>
        </Stack>
      </Panel>
      <Panel title={rules.leavers}>
        <NumberField name="absenceRuns" />
      </Panel>
      <Advanced names={["textLimit", "indexLagSeconds", "writeConcurrency"]} />
    </FormSection>
  )
}
