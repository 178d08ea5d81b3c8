/** One change of a run: whose record, what kind, what became of it; opened, every value before and after. */
import ChevronDownIcon from "@atlaskit/icon/core/chevron-down"
import ChevronRightIcon from "@atlaskit/icon/core/chevron-right"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { recordName } from "@entra-assets/core/plan/Entry"
import { useId, useState } from "react"
import { StatusLozenge, type StatusLozengeProps } from "../frame/StatusLozenge.tsx"
import { EntryChanges } from "../plan/EntryChanges.tsx"
import type { NameOf } from "../plan/EntryValue.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./RunChange.module.css"
import { type Fate, fateOf, type RunLine } from "./RunEntries.ts"

const tones: { readonly [fate in Fate]: StatusLozengeProps["tone"] } = {
  written: "success",
  unchanged: "neutral",
  moved: "warning",
  failed: "danger",
  inDoubt: "warning",
  pending: "neutral"
}

export interface RunChangeProps {
  readonly line: RunLine
  readonly nameOf: NameOf
}

export const RunChange = ({ line: { entry, outcome }, nameOf }: RunChangeProps) => {
  const texts = useTexts()
  const [isOpen, setOpen] = useState(false)
  const details = useId()
  const fate = fateOf(outcome)
  return (
    <li className={styles["change"]}>
      <button
        type="button"
        className={styles["line"]}
        aria-expanded={isOpen}
        aria-controls={details}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles["chevron"]}>
          {isOpen ? <ChevronDownIcon label="" size="small" /> : <ChevronRightIcon label="" size="small" />}
        </span>
        <span className={styles["name"]}>{recordName(entry)}</span>
        <span className={styles["kind"]}>{texts.entryKind[entry._tag]}</span>
        <span className={styles["fate"]}>
          <StatusLozenge tone={tones[fate]}>{texts.run.changes.fates[fate]}</StatusLozenge>
        </span>
      </button>
      <div id={details} hidden={!isOpen} className={styles["details"]}>
        {isOpen && (
          <Stack space="space.100">
            {outcome?.message !== undefined && (
              <Text>{[outcome.attribute, outcome.message].filter((part) => part !== undefined).join(": ")}</Text>
            )}
            <EntryChanges entry={entry} nameOf={nameOf} />
          </Stack>
        )}
      </div>
    </li>
  )
}
