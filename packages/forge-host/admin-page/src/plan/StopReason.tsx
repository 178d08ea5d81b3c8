/** What a rule of the safety check says of a plan: its figures, which group it is about, and what to do. */
import { Text } from "@atlaskit/primitives/compiled"
import { nextSteps, type Stop } from "@entra-assets/core/plan/Verdict"
import { useTexts } from "../texts/useTexts.ts"

export const StopReason = ({ stop: { detail, group, rule } }: { readonly stop: Stop }) => {
  const { stopGroup } = useTexts()
  return (
    <>
      <Text>{detail}</Text>
      {group !== undefined && <Text>{stopGroup[group._tag](group.name)}</Text>}
      <Text color="color.text.subtle">{nextSteps[rule]}</Text>
    </>
  )
}
