/** The way back from a run or a preview: to the overview or, until there is one, to the set-up. */
import { homeOf } from "../api/SetUp.ts"
import { useSite } from "../api/Site.ts"
import { useTexts } from "../texts/useTexts.ts"
import { BackButton } from "./BackButton.tsx"
import { useNavigation } from "./Navigation.tsx"

export const BackHome = () => {
  const { backTo } = useTexts()
  const { go } = useNavigation()
  const { data } = useSite()
  const { view } = data === undefined ? { view: "overview" as const } : homeOf(data)
  return <BackButton onClick={() => go({ view })}>{backTo[view]}</BackButton>
}
