/**
 * The people's accounts as Jira has them: only `accountType: atlassian`, and for active ones that hide their address,
 * the address that Jira gives to an app that asks. Accounts with a known address come at once; the others when their
 * chunk is full and answered, so that the number of requests does not grow with the number of pages. Who waits is part
 * of the cursor.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as PageCursor from "../http/PageCursor.ts"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import { AccountId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { type Cursor, page, restart, type SourcePage } from "../ports/SourcePage.ts"
import { JiraClient, type UserListPage, UserPosition } from "./JiraClient.ts"
import { toSourceError } from "./JiraError.ts"
import type { JiraUser } from "./JiraPayload.ts"

export const make = Effect.gen(function*() {
  const jira = yield* JiraClient

  const withAddresses = Effect.fnUntraced(function*(hidden: ReadonlyArray<AtlassianAccount>) {
    const emails = yield* jira.emails(hidden.map(idOf))
    return hidden.map((account) => ({ ...account, email: address(emails.get(account.accountId)) }))
  })

  /** What one page of Jira's lets us say, and who still waits for a full chunk. The end of the list fills the last. */
  const step = Effect.fnUntraced(function*(waiting: ReadonlyArray<AtlassianAccount>, { next, users }: UserListPage) {
    const known: Array<AtlassianAccount> = []
    const hidden: Array<AtlassianAccount> = [...waiting]
    for (const user of users) {
      if (user.accountType !== "atlassian") continue
      const account = toAccount(user)
      ;(isHidden(account) ? hidden : known).push(account)
    }
    const chunks = jira.emailChunks(hidden.map(idOf))
    const asked = users.length === 0 ? hidden.length : hidden.length - (chunks.at(-1)?.length ?? 0)
    const answered = asked === 0 ? [] : yield* withAddresses(hidden.slice(0, asked))
    const left = hidden.slice(asked)
    const position: Position = { version: 1, list: next, waiting: left.map(waitingOf) }
    const isEnd = users.length === 0 && asked === 0
    return [left, isEnd ? [] : [page([...known, ...answered], cursor.write(position))]] as const
  })

  const accountsFrom = ({ list, waiting }: Position) =>
    Stream.mapAccumEffect(jira.userPages(list), () => waiting.map(hiddenAccount), step)

  const accounts = (from: Cursor | null): Stream.Stream<SourcePage<AtlassianAccount>, SourceError> => {
    const position = from === null ? Option.some(start) : cursor.read(from)
    return Option.match(position, {
      onNone: () => Stream.concat(Stream.succeed(restart(cursor.write(start))), accountsFrom(start)),
      onSome: accountsFrom
    }).pipe(Stream.mapError(toSourceError))
  }

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

/** Where a reader of the accounts is. */
const Position = Schema.Struct({
  version: Schema.Literal(1),
  list: UserPosition,
  /** Active accounts without an address, less than one chunk; with what they are called, where that is known. */
  waiting: Schema.Array(Schema.Union([AccountId, Schema.Tuple([AccountId, Schema.String])]))
})
type Position = typeof Position.Type

const cursor = PageCursor.make(Position)
const start: Position = { version: 1, list: { startAt: 0, trail: null }, waiting: [] }

type Waiting = Position["waiting"][number]

const hiddenAccount = (waiting: Waiting): AtlassianAccount =>
  typeof waiting === "string"
    ? { accountId: waiting, email: null, active: true }
    : { accountId: waiting[0], displayName: waiting[1], email: null, active: true }

const waitingOf = ({ accountId, displayName }: AtlassianAccount): Waiting =>
  displayName === undefined ? accountId : [accountId, displayName]

const idOf = (account: AtlassianAccount) => account.accountId

const isHidden = (account: AtlassianAccount) => account.active && account.email === null

const address = (email: string | null | undefined) => email?.trim() ? email : null

const toAccount = (user: JiraUser): AtlassianAccount => {
  const displayName = user.displayName?.trim()
  return {
    accountId: user.accountId,
    email: address(user.emailAddress),
    active: user.active,
    ...(displayName && { displayName })
  }
}

/** An account of another type under a known id is no proof that the person's account is gone. */
const toAnswer = (answer: Answer<AccountId, JiraUser>): Answer<AccountId, AtlassianAccount> =>
  answer._tag !== "Found"
    ? answer
    : answer.value.accountType === "atlassian"
    ? { ...answer, value: toAccount(answer.value) }
    : { _tag: "Unknown", id: answer.id, reason: "the account is not a person's" }
