/** Settings that hardly anybody needs, folded away until one of them is not as it usually is. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { useState } from "react"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./Advanced.module.css"
import { defaults, type FieldName } from "./Fields.ts"
import { useForm } from "./FormSection.tsx"
import { NumberField } from "./SettingField.tsx"

export const Advanced = ({ names }: { readonly names: ReadonlyArray<FieldName> }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const [isOpen, setOpen] = useState(false)
  const isUnusual = names.some((name) => name in form.problems || form.values[name] !== defaults[name])
  return (
    <details
      className={styles["advanced"]}
      open={isOpen || isUnusual}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{texts.advanced}</summary>
      <div className={styles["content"]}>
        <Stack space="space.300">
          <Text color="color.text.subtle">{texts.advancedDetail}</Text>
          {names.map((name) => <NumberField key={name} name={name} />)}
        </Stack>
      </div>
    </details>
  )
}
