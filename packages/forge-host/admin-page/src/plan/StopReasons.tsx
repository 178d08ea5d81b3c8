/** Why the safety check stops a plan: of each rule its figures, which group it is about, and what to do. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { nextSteps, type Stop } from "@entra-assets/core/plan/Verdict"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./StopReasons.module.css"

export interface StopReasonsProps {
  readonly stops: ReadonlyArray<Stop>
  readonly as: "h3" | "h4"
}

export const StopReasons = ({ as, stops }: StopReasonsProps) => {
  const { stop: texts } = useTexts()
  return (
    <ul className={styles["reasons"]}>
      {stops.map(({ detail, group, rule }) => (
        <li key={`${rule} ${detail}`} className={styles["reason"]}>
          <Stack space="space.050">
            <Heading as={as} size="xsmall">{texts.rules[rule]}</Heading>
            <Text>{detail}</Text>
            {group !== undefined && <Text>{texts.group[group._tag](group.name)}</Text>}
            <Text color="color.text.subtle">{nextSteps[rule]}</Text>
          </Stack>
        </li>
      ))}
    </ul>
  )
}
