/** What somebody should know about the person, with what to do. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { Finding } from "@entra-assets/core/model/Finding"
import type { Explanation } from "@entra-assets/core/plan/Explain"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./People.module.css"

const FindingList = ({ findings }: { readonly findings: ReadonlyArray<Finding> }) => {
  const { finding: { codes } } = useTexts()
  return (
    <ul className={styles["list"]}>
      {findings.map(({ code, detail }, index) => (
        <li key={index}>
          <Stack space="space.025">
            <Text>{detail}</Text>
            <Text color="color.text.subtle">{codes[code].nextStep}</Text>
          </Stack>
        </li>
      ))}
    </ul>
  )
}

/** Without the one that says why nobody is matched, which the answer says already. */
export const PersonFindings = ({ explanation: { decision, findings } }: { readonly explanation: Explanation }) => {
  const { person } = useTexts()
  const others = findings.filter(({ detail }) => detail !== decision.sentence)
  return others.length === 0 ? null : (
    <Panel title={person.findings}>
      <FindingList findings={others} />
    </Panel>
  )
}
