/**
 * Who may use the admin API: Jira administrators. The place of the page in Jira does not decide it, since the bridge can
 * be called without the page. Whoever acts is asked for each time; who only looks, once in five minutes.
 */
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as JiraAdministrator from "../forge/JiraAdministrator.ts"
import { AdminFailure, unavailable } from "./AdminError.ts"

const validMillis = 5 * 60_000

/**
 * To whom Jira has lately said yes, and when, in one value that the weekly report of stored accounts finds. Forge may show
 * a value after its end, so each has its own time. What two admins lose at the same moment is asked for once more.
 */
const Checks = Schema.Struct({
  schemaVersion: Schema.Literal(1),
  checks: Schema.Array(Schema.Struct({ accountId: AccountId, at: Schema.Int }))
})
type Checked = (typeof Checks.Type)["checks"]

const key = "administrators"
const stored = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, Checks))

/** Those that are young enough; none when the store does not say. */
const load = Effect.gen(function*() {
  const found = yield* Effect.orElseSucceed((yield* stored).get(key), () => Option.none<typeof Checks.Type>())
  const now = yield* Clock.currentTimeMillis
  return Option.match(found, {
    onNone: (): Checked => [],
    onSome: ({ checks }) => checks.filter(({ at }) => at <= now && now - at < validMillis)
  })
})

const save = Effect.fnUntraced(function*(checks: Checked) {
  yield* Effect.ignore((yield* stored).set(key, { schemaVersion: 1, checks }))
})

const notAllowed = new AdminFailure({
  error: {
    _tag: "NotAllowed",
    message: "Only Jira administrators can use this page. Ask for the global permission Administer Jira."
  }
})

/** Asks Jira, and remembers a yes. */
const ask = Effect.fnUntraced(function*(accountId: AccountId, known: Checked) {
  const isAdministrator = yield* Effect.mapError(JiraAdministrator.isPresent, ({ message }) => unavailable(message))
  const others = known.filter((check) => check.accountId !== accountId)
  if (!isAdministrator) {
    if (others.length < known.length) yield* save(others)
    return yield* notAllowed
  }
  const at = yield* Clock.currentTimeMillis
  yield* save([...others, { accountId, at }])
})

/** Fails unless this account, which is present, may do an operation of this kind. */
export const authorise = Effect.fn("Authorisation.authorise")(function*(
  kind: "read" | "act",
  accountId: AccountId
): Effect.fn.Return<void, AdminFailure, KeyValueStore.KeyValueStore> {
  const known = yield* load
  if (kind === "read" && known.some((check) => check.accountId === accountId)) return
  yield* ask(accountId, known)
})
