/** What will be created in Assets. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { schemaDefinition, typeDefinition } from "@entra-assets/core/assets/DirectoryDefinition"
import { attributeNames } from "@entra-assets/core/model/Employee"
import { Facts } from "../../frame/Facts.tsx"
import { useTexts } from "../../texts/useTexts.ts"

export const Definition = () => {
  const { setup: { assets: texts } } = useTexts()
  return (
    <Stack space="space.150">
      <Text weight="medium">{texts.creates}</Text>
      <Facts
        facts={[
          [texts.schema, texts.schemaNamed(schemaDefinition.name, schemaDefinition.objectSchemaKey)],
          [texts.type, typeDefinition.name],
          [texts.attributes, ["Name", ...Object.values(attributeNames)].join(", ")]
        ]}
      />
      <Text color="color.text.subtle">{texts.untouched}</Text>
    </Stack>
  )
}
