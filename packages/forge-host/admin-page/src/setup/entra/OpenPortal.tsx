/** Leads to where admins of the cloud register apps. */
import Button from "@atlaskit/button/new"
import LinkExternal from "@atlaskit/icon/core/link-external"
import { Inline } from "@atlaskit/primitives/compiled"
import { router } from "@forge/bridge"
import { useTexts } from "../../texts/useTexts.ts"
import { portalOf } from "./Portal.ts"

export const OpenPortal = ({ cloud }: { readonly cloud: string }) => {
  const { setup: { entra } } = useTexts()
  return (
    <Inline>
      <Button iconAfter={LinkExternal} onClick={() => void router.open(portalOf(cloud))}>{entra.portal}</Button>
    </Inline>
  )
}
