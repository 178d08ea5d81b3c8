/**
 * The people's accounts as Jira has them: only `accountType: atlassian`, and for active ones that hide their address,
 * the address that Jira gives to an app that asks. Accounts with a known address come at once; the others when their
 * chunk is full and answered, so that the number of requests does not grow with the number of pages.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { AccountId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { page, type SourcePage } from "../ports/SourcePage.ts"
import { JiraClient } from "./JiraClient.ts"
import { toSourceError } from "./JiraError.ts"
import type { JiraUser } from "./JiraPayload.ts"

export const make = Effect.gen(function*() {
  const jira = yield* JiraClient

  const withAddresses = Effect.fnUntraced(function*(hidden: ReadonlyArray<AtlassianAccount>) {
    const emails = yield* jira.emails(hidden.map(idOf))
    return hidden.map((account) => ({ ...account, email: address(emails.get(account.accountId)) }))
  })

  /** What one page of Jira's lets us say, and who still waits for a full chunk. The end of the list fills the last. */
  const step = Effect.fnUntraced(function*(waiting: ReadonlyArray<AtlassianAccount>, users: ReadonlyArray<JiraUser>) {
    const known: Array<AtlassianAccount> = []
    const hidden: Array<AtlassianAccount> = [...waiting]
    for (const user of users) {
      if (user.accountType !== "atlassian") continue
      const account = toAccount(user)
      ;(isHidden(account) ? hidden : known).push(account)
    }
    const chunks = jira.emailChunks(hidden.map(idOf))
    const asked = users === end ? hidden.length : hidden.length - (chunks.at(-1)?.length ?? 0)
    const answered = asked === 0 ? [] : yield* withAddresses(hidden.slice(0, asked))
    const pages: ReadonlyArray<SourcePage<AtlassianAccount>> = [known, answered].filter((accounts) =>
      accounts.length > 0
    ).map((accounts) => page(accounts))
    return [hidden.slice(asked), pages] as const
  })

  const accounts = jira.userPages.pipe(
    Stream.concat(Stream.succeed(end)),
    Stream.mapAccumEffect((): ReadonlyArray<AtlassianAccount> => [], step),
    Stream.mapError(toSourceError)
  )

  const lookUp = Effect.fn("AtlassianAccounts.lookUp")(function*(ids: ReadonlyArray<AccountId>) {
    const answers = (yield* jira.usersByIds(ids)).map(toAnswer)
    const hidden = answers.flatMap((answer) => answer._tag === "Found" && isHidden(answer.value) ? [answer.value] : [])
    const shown = new Map((yield* withAddresses(hidden)).map((account) => [account.accountId, account]))
    return answers.map((answer) =>
      answer._tag === "Found" ? { ...answer, value: shown.get(answer.id) ?? answer.value } : answer
    )
  }, Effect.mapError(toSourceError))

  return AtlassianAccounts.of({ accounts, lookUp })
})

export const layer: Layer.Layer<AtlassianAccounts, never, JiraClient> = Layer.effect(AtlassianAccounts, make)

/** Follows Jira's last page. */
const end: ReadonlyArray<JiraUser> = []

const idOf = (account: AtlassianAccount) => account.accountId

const isHidden = (account: AtlassianAccount) => account.active && account.email === null

const address = (email: string | null | undefined) => email?.trim() ? email : null

const toAccount = (user: JiraUser): AtlassianAccount => ({
  accountId: user.accountId,
  email: address(user.emailAddress),
  active: user.active
})

/** An account of another type under a known id is no proof that the person's account is gone. */
const toAnswer = (answer: Answer<AccountId, JiraUser>): Answer<AccountId, AtlassianAccount> =>
  answer._tag !== "Found"
    ? answer
    : answer.value.accountType === "atlassian"
    ? { ...answer, value: toAccount(answer.value) }
    : { _tag: "Unknown", id: answer.id, reason: "the account is not a person's" }
