/** Why connecting to Assets came to nothing. What is asked back, or shown with what was found, is not said twice. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { ConnectResult } from "@entra-assets/forge-host/app/SetupReport"
import { useTexts } from "../../texts/useTexts.ts"

export const ConnectOutcome = ({ result }: { readonly result: ConnectResult }) => {
  const { setup: { assets: texts } } = useTexts()
  if (result._tag !== "Refused" && result._tag !== "NotWritable") return null
  const title = result._tag === "Refused" ? texts.refused : texts.notWritable
  return (
    <div role="alert">
      <SectionMessage headingLevel="h3" appearance="warning" title={title}>
        <Stack space="space.100">
          {result._tag === "NotWritable" && <Text weight="medium">{texts.missing[result.missing]}</Text>}
          <Text>{result.message}</Text>
          <Text>{result.nextStep}</Text>
        </Stack>
      </SectionMessage>
    </div>
  )
}
