/** What somebody should know about the person, with what to do. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import { type Finding, nextSteps } from "@entra-assets/core/model/Finding"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./People.module.css"

export const FindingList = ({ findings }: { readonly findings: ReadonlyArray<Finding> }) => (
  <ul className={styles["list"]}>
    {findings.map((finding, index) => (
      <li key={index}>
        <Stack space="space.025">
          <Text>{finding.detail}</Text>
          <Text color="color.text.subtle">{nextSteps[finding.code]}</Text>
        </Stack>
      </li>
    ))}
  </ul>
)

export const PersonFindings = ({ findings }: { readonly findings: ReadonlyArray<Finding> }) => {
  const { person } = useTexts()
  return findings.length === 0 ? null : (
    <Panel title={person.findings}>
      <FindingList findings={findings} />
    </Panel>
  )
}
