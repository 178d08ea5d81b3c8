/**
 * Jira's questions about permissions, for the one that administers Jira: the bulk check
 * (`POST /rest/api/3/permissions/check`) and `GET /rest/api/3/mypermissions`.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import * as Respond from "../Respond.ts"
import type { WireRequest } from "./internal/WorkerMessages.ts"

/** Who a request is made as. */
export interface Sender {
  readonly kind: "app" | "user"
  readonly accountId: string
  readonly impersonated: boolean
  readonly scopes: ReadonlySet<string>
}

const scope = "read:permission:jira"

const Check = Schema.fromJsonString(Schema.Struct({
  globalPermissions: Schema.optionalKey(Schema.Array(Schema.String)),
  accountId: Schema.optionalKey(Schema.String)
}))
const decode = Schema.decodeUnknownResult(Check)

/** `undefined` for any other request. */
export const answer = (sender: Sender, request: WireRequest, switches: ForgeSwitches): Response | undefined => {
  const { pathname, searchParams } = new URL(request.target, "https://site.invalid")
  const endpoint = `${request.method} ${pathname}`
  if (endpoint !== "POST /rest/api/3/permissions/check" && endpoint !== "GET /rest/api/3/mypermissions") {
    return undefined
  }
  if (!sender.scopes.has(scope)) {
    return Respond.json(401, { code: 401, message: "Unauthorized; scope does not match" })
  }
  const has = (accountId: string) => (permission: string) =>
    permission === "ADMINISTER" && switches.jiraAdmins.includes(accountId)
  if (request.method === "GET") {
    const asked = (searchParams.get("permissions") ?? "").split(",").filter((name) => name !== "")
    if (asked.length === 0) {
      return Respond.json(400, { errorMessages: ["The permissions parameter is required."], errors: {} })
    }
    return Respond.json(200, {
      permissions: Object.fromEntries(asked.map((key) => [key, {
        id: key === "ADMINISTER" ? "0" : "-1",
        key,
        name: key,
        type: "GLOBAL",
        havePermission: has(sender.accountId)(key)
      }]))
    })
  }
  const check = decode(request.body)
  if (Result.isFailure(check)) {
    return Respond.json(400, { errorMessages: ["The request body is not valid."], errors: {} })
  }
  const { accountId = sender.accountId, globalPermissions = [] } = check.success
  return Respond.json(200, {
    globalPermissions: globalPermissions.filter(has(accountId)),
    projectPermissions: []
  })
}
