/** What an account may do in Assets, by its role. */
import type { Caller } from "../AtlassianCallers.ts"
import type { AssetsRole, AtlassianSwitches } from "../AtlassianSwitches.ts"
import type { Endpoint } from "./AtlassianEndpoint.ts"

const ranks: { readonly [role in AssetsRole]: number } = { none: 0, user: 1, developer: 2, manager: 3, admin: 4 }

const has = ({ assetsRoles }: AtlassianSwitches, { accountId }: Caller, role: AssetsRole): boolean =>
  ranks[assetsRoles.get(accountId) ?? "admin"] >= ranks[role]

const needed = ({ scope }: Endpoint): AssetsRole => {
  if (scope.startsWith("read:")) return "user"
  if (scope.endsWith(":cmdb-object:jira")) return "developer"
  return scope.endsWith(":cmdb-schema:jira") ? "admin" : "manager"
}

export const mayAsk = (switches: AtlassianSwitches, caller: Caller, endpoint: Endpoint): boolean =>
  has(switches, caller, needed(endpoint))

export const canManage = (switches: AtlassianSwitches, caller: Caller): boolean => has(switches, caller, "manager")
