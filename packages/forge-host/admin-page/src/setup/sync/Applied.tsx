/** After the first sync: the schedule, where the site has one. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useAct } from "../../api/Queries.ts"
import { useFormat } from "../../format/Format.tsx"
import { Failure } from "../../frame/Failure.tsx"
import { useNavigation } from "../../frame/Navigation.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import { canSchedule } from "../Steps.ts"
import { cadenceWords } from "./CadenceWords.ts"

export const Applied = ({ onDone, state }: { readonly state: State; readonly onDone: () => void }) => {
  const { setup: texts } = useTexts()
  const { applied } = texts.sync
  const format = useFormat()
  const { go } = useNavigation()
  const { error, isPending, mutate } = useAct("turnOn")
  const { firstPlanAppliedAt, on } = state.schedule
  const date = format.date(firstPlanAppliedAt ?? state.now)
  if (!canSchedule(state)) return <Text>{applied.detailByHand(date)}</Text>
  if (on) return <Text>{applied.on}</Text>
  return (
    <Part title={applied.title} points={[applied.detail(date)]}>
      <Text color="color.text.subtle">{cadenceWords(state.schedule, texts.sync, format)}</Text>
      {error !== null && <Failure error={error} onRetry={() => mutate({})} />}
      <Inline space="space.100" rowSpace="space.100" alignBlock="center" shouldWrap>
        <Button
          appearance="primary"
          isDisabled={!state.isLicensed}
          isLoading={isPending}
          onClick={() => mutate({}, { onSuccess: onDone })}
        >
          {applied.turnOn}
        </Button>
        <Button appearance="subtle" onClick={() => go({ view: "overview" })}>{applied.later}</Button>
        {!state.isLicensed && <Text color="color.text.subtle">{texts.readOnly}</Text>}
      </Inline>
    </Part>
  )
}
