/** How people are called where only their id is at hand. */
import type { EntraId } from "@entra-assets/core/model/Ids"
import type { Explanation, NamedUser } from "@entra-assets/core/plan/Explain"

/** As Entra ID or Assets call the person; `null` when neither was read. */
export const personName = ({ read: { records, user } }: Explanation): string | null =>
  user?.value?.displayName ?? records[0]?.fullName ?? records[0]?.name ?? user?.value?.userPrincipalName ?? null

/** The name of somebody who is known; else `null`. */
export const nameIn = (named: ReadonlyArray<NamedUser>) => (entraId: string): string | null => {
  const user = named.find((user) => user.entraId === entraId)
  return user?.displayName ?? user?.userPrincipalName ?? null
}

/** At worst the id. */
export const userName = (named: ReadonlyArray<NamedUser>, entraId: EntraId): string => nameIn(named)(entraId) ?? entraId

/** What tells people of the same name apart; `null` when the name says all there is. */
export const userDetail = (named: ReadonlyArray<NamedUser>, entraId: EntraId): string | null => {
  const user = named.find((user) => user.entraId === entraId)
  return user?.displayName == null ? null : user.userPrincipalName
}
