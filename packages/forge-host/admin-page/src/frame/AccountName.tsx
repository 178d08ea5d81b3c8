/** Names of Atlassian accounts, which the app stores by id only: asked of Jira as the user who looks at the page. */
import { requestJira } from "@forge/bridge"
import { useQuery } from "@tanstack/react-query"
import * as Schema from "effect/Schema"
import { AskError } from "../api/AskError.ts"
import { isolated } from "../format/Isolated.ts"
import { useTexts } from "../texts/useTexts.ts"

/** Of GET /rest/api/3/user. */
const JiraUser = Schema.Struct({ displayName: Schema.String })
const decodeJiraUser = Schema.decodeUnknownPromise(JiraUser)

const displayName = async (accountId: string): Promise<string | null> => {
  const response = await requestJira(`/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`)
  if (response.status === 404) return null
  if (!response.ok) throw new AskError({ _tag: "NoAnswer" })
  return isolated((await decodeJiraUser(await response.json())).displayName)
}

/** `null` while it is not known, and for accounts that are gone. */
export const useAccountName = (accountId: string | null): string | null => {
  const { data = null } = useQuery({
    queryKey: ["jiraUser", accountId],
    queryFn: () => accountId === null ? null : displayName(accountId),
    enabled: accountId !== null,
    staleTime: Infinity,
    retry: false
  })
  return data
}

export const AccountName = ({ accountId }: { readonly accountId: string | null }) => {
  const texts = useTexts()
  const name = useAccountName(accountId)
  return <>{name ?? texts.somebody}</>
}
