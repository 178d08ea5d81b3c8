/** What the last runs that wrote did to the person, looked up one run after the other. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import type { Run } from "@entra-assets/core/sync/Run"
import type { AnswerOf } from "@entra-assets/forge-host/admin/AdminApi"
import { useLastRuns } from "../api/History.ts"
import { useAsk } from "../api/Queries.ts"
import { type Format, useFormat } from "../format/Format.tsx"
import { Asked } from "../frame/Asked.tsx"
import { Loading } from "../frame/Loading.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { fieldsOf } from "../plan/EntryFields.ts"
import { fateOf } from "../run/RunEntries.ts"
import { RunLozenge } from "../run/RunLozenge.tsx"
import type { Texts } from "../texts/English.ts"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./People.module.css"
import { haveWritten, looked } from "./RunsThatWrote.ts"

type Line = AnswerOf<"personInRun">["lines"][number]

const lineText = ({ entry, outcome }: Line, { entryKind, person, plan, run }: Texts, format: Format): string => {
  const fate = fateOf(outcome)
  if (fate === "written") {
    return person.did[entry._tag](format.list(fieldsOf(entry).map(({ name }) => plan.entry.fields[name])))
  }
  return [`${entryKind[entry._tag]}: ${run.changes.fates[fate]}`, outcome?.message].filter(Boolean).join(". ")
}

const WhatItDid = ({ findings, lines }: AnswerOf<"personInRun">) => {
  const texts = useTexts()
  const format = useFormat()
  if (lines.length + findings.length === 0) {
    return <Text color="color.text.subtle">{texts.person.recentLeft}</Text>
  }
  return (
    <>
      {lines.map((line) => <Text key={line.entry._tag}>{lineText(line, texts, format)}</Text>)}
      {Array.from(
        new Set(findings.map(({ detail }) => detail)),
        (detail) => <Text key={detail} color="color.text.subtle">{detail}</Text>
      )}
    </>
  )
}

interface RunRowsProps {
  readonly runs: ReadonlyArray<Run>
  readonly subject: Subject
}

/** The app searches a whole run for each of them, so the next is asked for when this one has been answered. */
const RunRows = ({ runs: [run, ...rest], subject }: RunRowsProps) => {
  const { person } = useTexts()
  const format = useFormat()
  const { go } = useNavigation()
  const query = useAsk("personInRun", { runId: run?.id ?? "", subject }, { isEnabled: run !== undefined })
  if (run === undefined) return null
  const when = format.dateTime(run.createdAt)
  return (
    <>
      <li className={styles["run"]}>
        <span className={styles["resultText"]}>
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Text weight="medium">{when}</Text>
            <RunLozenge state={run.state} />
          </Inline>
          <Asked query={query} lines={1}>{(found) => <WhatItDid {...found} />}</Asked>
        </span>
        <Button
          spacing="compact"
          aria-label={person.recentAt(when)}
          onClick={() => go({ view: "run", runId: run.id })}
        >
          {person.openRun}
        </Button>
      </li>
      {query.isPending
        ? rest.map(({ id }) => (
          <li key={id}>
            <Loading lines={2} />
          </li>
        ))
        : <RunRows runs={rest} subject={subject} />}
    </>
  )
}

export const RecentRuns = ({ subject }: { readonly subject: Subject }) => {
  const { person } = useTexts()
  const ended = useLastRuns(looked, { kinds: ["everybody", "person"], states: ["succeeded", "failed", "cancelled"] })
  return (
    <Panel title={person.recent}>
      <Asked query={ended} lines={4}>
        {(all) => {
          const runs = haveWritten(all)
          return runs.length === 0
            ? <Text color="color.text.subtle">{person.recentNone}</Text>
            : (
              <ul className={styles["list"]}>
                <RunRows runs={runs} subject={subject} />
              </ul>
            )
        }}
      </Asked>
    </Panel>
  )
}
