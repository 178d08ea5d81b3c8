/** What nobody may miss, on top of every view. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useTexts } from "../texts/useTexts.ts"

export const Banners = ({ state }: { readonly state: State }) => {
  const { banner } = useTexts()
  return (
    <Stack space="space.100">
      {!state.isLicensed && (
        <SectionMessage appearance="warning" title={banner.readOnly}>
          <Text>{banner.readOnlyDetail}</Text>
        </SectionMessage>
      )}
    </Stack>
  )
}
