/** Why the guard has stopped a run, and what to look at before somebody decides. */
import Heading from "@atlaskit/heading"
import { Stack } from "@atlaskit/primitives/compiled"
import type { Stop } from "@entra-assets/core/plan/Verdict"
import { StopReason } from "../plan/StopReason.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./StopReasons.module.css"

export interface StopReasonsProps {
  readonly stops: ReadonlyArray<Stop>
  readonly as: "h3" | "h4"
}

export const StopReasons = ({ as, stops }: StopReasonsProps) => {
  const { blocked } = useTexts().run
  return (
    <ul className={styles["reasons"]}>
      {stops.map((stop) => (
        <li key={`${stop.rule} ${stop.detail}`} className={styles["reason"]}>
          <Stack space="space.050">
            <Heading as={as} size="xsmall">{blocked.rules[stop.rule]}</Heading>
            <StopReason stop={stop} />
          </Stack>
        </li>
      ))}
    </ul>
  )
}
