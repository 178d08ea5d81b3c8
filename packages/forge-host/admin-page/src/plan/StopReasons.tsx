/** Why the safety check stops a plan: of each rule its figures, whom it is about, and what to do. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { nextSteps, type Stop } from "@entra-assets/core/plan/Verdict"
import { useFormat } from "../format/Format.tsx"
import { allOf } from "../frame/StopWords.ts"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./StopReasons.module.css"

export interface StopReasonsProps {
  readonly stops: ReadonlyArray<Stop>
  readonly as: "h3" | "h4"
  /** Somebody has decided, so nobody has to be told how to. */
  readonly isDecided?: boolean
}

export const StopReasons = ({ as, isDecided = false, stops }: StopReasonsProps) => {
  const texts = useTexts()
  const format = useFormat()
  return (
    <ul className={styles["reasons"]}>
      {stops.map((stop) => (
        <li key={`${stop.rule} ${stop.detail}`} className={styles["reason"]}>
          <Stack space="space.050">
            <Heading as={as} size="xsmall">{texts.stop.rules[stop.rule]}</Heading>
            <Text>{allOf(stop, texts, format)}</Text>
            {!isDecided && <Text color="color.text.subtle">{nextSteps[stop.rule]}</Text>}
          </Stack>
        </li>
      ))}
    </ul>
  )
}
