/**
 * Whether the user who is present administers Jira, by Jira's own word: `GET /rest/api/3/mypermissions`, asked in their
 * name. Jira Cloud platform REST API v3, "Get my permissions".
 */
import { asUser, route } from "@forge/api"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** Jira did not say. */
export class PermissionUnknown extends Schema.TaggedError<PermissionUnknown>()("PermissionUnknown", {
  status: Schema.NullOr(Schema.Int)
}) {
  override get message(): string {
    return "Jira did not say whether you administer it. Try again in a minute."
  }
}

const decode = Schema.decodeUnknownEffect(Schema.Struct({
  permissions: Schema.Struct({ ADMINISTER: Schema.Struct({ havePermission: Schema.Boolean }) })
}))

const unknown = (status: number | null = null) => new PermissionUnknown({ status })

export const isPresent: Effect.Effect<boolean, PermissionUnknown> = Effect.gen(function*() {
  const response = yield* Effect.tryPromise({
    try: () => asUser().requestJira(route`/rest/api/3/mypermissions?permissions=ADMINISTER`),
    catch: () => unknown()
  })
  if (!response.ok) return yield* unknown(response.status)
  const body = yield* Effect.tryPromise({ try: () => response.json(), catch: () => unknown(response.status) })
  const { permissions } = yield* Effect.mapError(decode(body), () => unknown(response.status))
  return permissions.ADMINISTER.havePermission
})
