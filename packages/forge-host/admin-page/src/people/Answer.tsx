/** The one sentence, and what can be done. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { Explanation } from "@entra-assets/core/plan/Explain"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { Panel } from "../frame/Panel.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { SyncPerson } from "./SyncPerson.tsx"

const MatchLozenge = ({ decision }: Pick<Explanation, "decision">) => {
  const { person } = useTexts()
  switch (decision._tag) {
    case "Bound":
      return <StatusLozenge tone="success">{person.linked}</StatusLozenge>
    case "Matched":
      return <StatusLozenge tone="information">{person.matched}</StatusLozenge>
    case "Refused":
      return <StatusLozenge tone="warning">{person.notMatched}</StatusLozenge>
  }
}

export interface AnswerProps {
  readonly name: string
  readonly subject: Subject
  readonly explanation: Explanation
  readonly isReading: boolean
  readonly onReadAgain: () => void
  readonly onExplained: (explanation: Explanation) => void
}

export const Answer = ({ explanation, isReading, name, onExplained, onReadAgain, subject }: AnswerProps) => {
  const { person } = useTexts()
  return (
    <Panel
      title={name}
      actions={<Button spacing="compact" isLoading={isReading} onClick={onReadAgain}>{person.readAgain}</Button>}
    >
      <Stack space="space.200">
        <Inline>
          <MatchLozenge decision={explanation.decision} />
        </Inline>
        <Text as="p" size="large">{explanation.summary}</Text>
        {explanation.decision._tag !== "Refused" && (
          <SyncPerson name={name} subject={subject} onExplained={onExplained} onEnded={onReadAgain} />
        )}
      </Stack>
    </Panel>
  )
}
