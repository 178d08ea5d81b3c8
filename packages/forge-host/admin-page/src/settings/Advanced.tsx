/** Settings that hardly anybody needs, folded away until one of them is not as it usually is. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { useId, useState } from "react"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { defaults, type FieldName } from "./Fields.ts"
import { useForm } from "./FormSection.tsx"
import { NumberFields } from "./SettingField.tsx"

export const Advanced = ({ names }: { readonly names: ReadonlyArray<FieldName> }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const id = useId()
  const [wants, setWants] = useState(() => names.some((name) => form.values[name] !== defaults[name]))
  // What has to be mended is seen.
  const isOpen = wants || names.some((name) => name in form.problems)
  return (
    <Panel
      title={texts.advanced}
      actions={
        <Button
          appearance="subtle"
          spacing="compact"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={isOpen ? texts.hideAdvanced : texts.showAdvanced}
          onClick={() => setWants(!isOpen)}
        >
          {isOpen ? texts.hide : texts.show}
        </Button>
      }
    >
      <Stack space="space.200">
        <Text color="color.text.subtle">{texts.advancedDetail}</Text>
        <div id={id} hidden={!isOpen}>
          <NumberFields names={names} />
        </div>
      </Stack>
    </Panel>
  )
}
