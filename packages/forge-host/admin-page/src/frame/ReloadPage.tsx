/** Loads the page anew, where what is open cannot go on. */
import Button from "@atlaskit/button/new"
import { useTexts } from "../texts/useTexts.ts"

export const ReloadPage = () => {
  const { broken } = useTexts()
  return <Button spacing="compact" onClick={() => window.location.reload()}>{broken.reload}</Button>
}
