/**
 * Who may use the admin API: Jira administrators. The place of the page in Jira does not decide it, since the bridge can
 * be called without the page. Whoever acts is asked for each time; who only looks, once in five minutes.
 */
import type { AccountId } from "@entra-assets/core/model/Ids"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as JiraAdministrator from "../forge/JiraAdministrator.ts"
import { AdminFailure, unavailable } from "./AdminError.ts"

const validMillis = 5 * 60_000

/** When Jira last said yes. It carries its own time, since Forge may show a value after its end. */
const Check = Schema.Struct({ schemaVersion: Schema.Literal(1), at: Schema.Int })

const checks = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, Check))
const keyOf = (accountId: AccountId) => `administrator-${accountId}`

const notAllowed = new AdminFailure({
  error: {
    _tag: "NotAllowed",
    message: "Only Jira administrators can use this page. Ask for the global permission Administer Jira."
  }
})

const wasSeen = Effect.fnUntraced(function*(accountId: AccountId) {
  const found = yield* Effect.orElseSucceed(
    (yield* checks).get(keyOf(accountId)),
    () => Option.none<typeof Check.Type>()
  )
  const now = yield* Clock.currentTimeMillis
  return Option.exists(found, ({ at }) => at <= now && now - at < validMillis)
})

/** Asks Jira, and remembers a yes. */
const ask = Effect.fnUntraced(function*(accountId: AccountId) {
  const isAdministrator = yield* Effect.mapError(JiraAdministrator.isPresent, ({ message }) => unavailable(message))
  if (!isAdministrator) {
    yield* Effect.ignore((yield* checks).remove(keyOf(accountId)))
    return yield* notAllowed
  }
  const at = yield* Clock.currentTimeMillis
  yield* Effect.ignore((yield* checks).set(keyOf(accountId), { schemaVersion: 1, at }))
})

/** Fails unless this account, which is present, may do an operation of this kind. */
export const authorise = Effect.fn("Authorisation.authorise")(function*(
  kind: "read" | "act",
  accountId: AccountId
): Effect.fn.Return<void, AdminFailure, KeyValueStore.KeyValueStore> {
  if (kind === "read" && (yield* wasSeen(accountId))) return
  yield* ask(accountId)
})
