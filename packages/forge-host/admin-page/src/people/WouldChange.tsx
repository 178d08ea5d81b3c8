/** What a sync of everybody would do to the person's record. That it is right already is the answer above. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { Explanation } from "@entra-assets/core/plan/Explain"
import { useFormat } from "../format/Format.tsx"
import { Panel } from "../frame/Panel.tsx"
import { whyOf } from "../frame/StopWords.ts"
import { EntryChanges } from "../plan/EntryChanges.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { nameIn } from "./Names.ts"

export const WouldChange = ({ explanation: { change, guard, named } }: { readonly explanation: Explanation }) => {
  const texts = useTexts()
  const { person } = texts
  const format = useFormat()
  const stops = guard?.stops ?? []
  if (change?._tag === "Unchanged") return null
  return (
    <Panel title={person.change}>
      <Stack space="space.200">
        {change === null
          ? <Text>{person.changeNone}</Text>
          : <EntryChanges entry={change} nameOf={nameIn(named)} />}
        {stops.length > 0 && (
          <SectionMessage appearance="information" title={person.wouldWait}>
            <Stack space="space.050">
              {stops.map((stop) => <Text key={stop.detail}>{whyOf(stop, texts, format)}</Text>)}
            </Stack>
          </SectionMessage>
        )}
      </Stack>
    </Panel>
  )
}
