/** Whom Jira found. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import { useFormat } from "../format/Format.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Loading } from "../frame/Loading.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { type JiraUser, useJiraUsers } from "./JiraUsers.ts"
import styles from "./People.module.css"

interface ResultProps {
  readonly user: JiraUser
  readonly onChoose: (user: JiraUser) => void
}

const Result = ({ onChoose, user }: ResultProps) => {
  const { person } = useTexts()
  return (
    <li>
      <button type="button" className={styles["result"]} onClick={() => onChoose(user)}>
        <span className={styles["resultText"]}>
          <span className={styles["resultName"]}>{user.displayName}</span>
          {user.emailAddress !== undefined && <span className={styles["resultDetail"]}>{user.emailAddress}</span>}
        </span>
        <StatusLozenge tone={user.active ? "success" : "neutral"}>
          {user.active ? person.active : person.inactive}
        </StatusLozenge>
      </button>
    </li>
  )
}

export interface SearchResultsProps {
  readonly typed: string
  readonly onChoose: (user: JiraUser) => void
}

export const SearchResults = ({ onChoose, typed }: SearchResultsProps) => {
  const { person } = useTexts()
  const format = useFormat()
  const { data, error, isFetching, refetch } = useJiraUsers(typed)
  if (error !== null && !isFetching) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading lines={3} />
  const { hasMore, users } = data
  return (
    <Stack space="space.100">
      <div role="status">
        <Inline space="space.100">
          <Text size="small" color="color.text.subtle">
            {isFetching
              ? person.searching
              : hasMore
              ? person.foundMore(format.number(users.length))
              : users.length === 0
              ? ""
              : person.found(users.length, format)}
          </Text>
        </Inline>
      </div>
      {users.length === 0 && !isFetching
        ? <EmptyState title={person.nobody(typed.trim())} detail={person.nobodyDetail} />
        : (
          <ul className={styles["results"]} aria-label={person.search}>
            {users.map((user) => <Result key={user.accountId} user={user} onChoose={onChoose} />)}
          </ul>
        )}
    </Stack>
  )
}
