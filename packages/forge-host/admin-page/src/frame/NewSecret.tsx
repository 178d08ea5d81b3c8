/** Leads to the field for the new client secret. */
import Button from "@atlaskit/button/new"
import { useTexts } from "../texts/useTexts.ts"
import { useNavigation } from "./Navigation.tsx"

export const NewSecret = () => {
  const { banner } = useTexts()
  const { go } = useNavigation()
  return (
    <Button spacing="compact" onClick={() => go({ view: "setup", step: "entra", field: "secret" })}>
      {banner.secretAction}
    </Button>
  )
}
