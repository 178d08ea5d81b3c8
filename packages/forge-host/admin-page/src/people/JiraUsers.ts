/**
 * People's accounts by name or address, asked of Jira as the user who looks at the page. What is typed goes nowhere else.
 */
import { AccountId } from "@entra-assets/core/model/Ids"
import { requestJira } from "@forge/bridge"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import * as Schema from "effect/Schema"
import { AskError } from "../api/AskError.ts"
import { useTexts } from "../texts/useTexts.ts"

/** Of GET /rest/api/3/user/search. */
const JiraUser = Schema.Struct({
  accountId: AccountId,
  accountType: Schema.String,
  active: Schema.Boolean,
  displayName: Schema.String,
  /** Absent where it is hidden. */
  emailAddress: Schema.optionalKey(Schema.String)
})
export type JiraUser = typeof JiraUser.Type
const decodeUsers = Schema.decodeUnknownPromise(Schema.Array(JiraUser))

const asked = 20

export interface Found {
  readonly users: ReadonlyArray<JiraUser>
  /** Jira knows of more. */
  readonly hasMore: boolean
}

/** Jira limits searches for the whole site, so no request is sent while somebody types. */
const typing = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, 300)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** What was typed, until there is nothing to look for. */
export const useJiraUsers = (typed: string) => {
  const { person: { searchFailed, searchRefused, searchRefusedNextStep } } = useTexts()
  const sought = typed.trim()
  const search = async (): Promise<Found> => {
    const response = await requestJira(
      `/rest/api/3/user/search?query=${encodeURIComponent(sought)}&maxResults=${asked}`
    )
    if (response.status === 401 || response.status === 403) {
      throw new AskError({
        _tag: "Refused",
        reason: "jira.Search",
        message: searchRefused,
        nextStep: searchRefusedNextStep
      })
    }
    if (!response.ok) throw new AskError({ _tag: "Unavailable", message: searchFailed })
    const users = await decodeUsers(await response.json())
    return { users: users.filter(({ accountType }) => accountType === "atlassian"), hasMore: users.length === asked }
  }
  return useQuery({
    queryKey: ["jiraUsers", sought.toLowerCase()],
    queryFn: async ({ signal }) => {
      await typing(signal)
      return search().catch((error: unknown) => {
        throw error instanceof AskError ? error : new AskError({ _tag: "Unavailable", message: searchFailed })
      })
    },
    enabled: sought !== "",
    staleTime: 60_000,
    retry: false,
    ...(sought !== "" && { placeholderData: keepPreviousData })
  })
}
