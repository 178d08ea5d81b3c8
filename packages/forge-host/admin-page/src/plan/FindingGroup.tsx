/** One cause of findings, and whom it is about. */
import Button from "@atlaskit/button/new"
import Heading from "@atlaskit/heading"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { Finding, FindingCode } from "@entra-assets/core/model/Finding"
import type { AccountId } from "@entra-assets/core/model/Ids"
import type { ReactNode } from "react"
import { useFormat } from "../format/Format.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./FindingGroup.module.css"
import { Subjects } from "./Subjects.tsx"

export interface FindingGroupProps {
  readonly code: FindingCode
  readonly count: number
  /** Those that are shown. */
  readonly findings: ReadonlyArray<Finding>
  readonly onOpen?: (accountId: AccountId) => void
  /** Absent when all are shown. */
  readonly onMore?: () => void
  /** What the button for that says; "Show more" unless said. */
  readonly more?: string
  readonly isLoading?: boolean
  /** What else can be done with them. */
  readonly actions?: ReactNode
}

export const FindingGroup = (
  { actions, code, count, findings, isLoading = false, more, onMore, onOpen }: FindingGroupProps
) => {
  const { finding: texts } = useTexts()
  const format = useFormat()
  const { meaning, nextStep, title } = texts.codes[code]
  // What is the same of all is said once.
  const details = new Set(findings.map(({ detail }) => detail))
  const isCut = findings.length > 0 && findings.length < count
  const [said = null] = details.size === 1 && findings.length > 1 ? details : []
  return (
    <div className={styles["group"]}>
      <Stack space="space.100">
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <Heading as="h3" size="xsmall">{title}</Heading>
          <StatusLozenge tone="neutral">{format.number(count)}</StatusLozenge>
        </Inline>
        <Stack space="space.050">
          <Text as="p">{meaning}</Text>
          <Text as="p">
            <Text weight="medium">{texts.whatToDo}:</Text> {nextStep}
          </Text>
        </Stack>
        {said !== null && <Text as="p" color="color.text.subtle">{said}</Text>}
        {findings.length > 0 && (
          <ul className={styles["findings"]}>
            {findings.map((finding, index) => (
              <li key={index}>
                <Subjects finding={finding} {...(onOpen !== undefined && { onOpen })} />
                {said === null && <span className={styles["detail"]}>{finding.detail}</span>}
              </li>
            ))}
          </ul>
        )}
        {(onMore !== undefined || actions !== undefined || isCut) && (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            {onMore !== undefined && (
              <Button
                spacing="compact"
                isLoading={isLoading}
                onClick={onMore}
                aria-label={`${more ?? texts.more}: ${title}`}
              >
                {more ?? texts.more}
              </Button>
            )}
            {actions}
            {isCut && (
              <Text color="color.text.subtle" size="small">
                {texts.shown(format.number(findings.length), format.number(count))}
              </Text>
            )}
          </Inline>
        )}
      </Stack>
    </div>
  )
}
