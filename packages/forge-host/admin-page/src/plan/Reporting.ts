/** Who is managed by whom, where a finding is about that. */
import { type Finding, mostOfCircle } from "@entra-assets/core/model/Finding"
import type { AccountId, EntraId } from "@entra-assets/core/model/Ids"

export interface Named {
  readonly entraId: EntraId
  readonly name: string
  /** Theirs that can be looked at; `null` for somebody without one. */
  readonly accountId: AccountId | null
}

export const namedOf = ({ named = [] }: Finding): ReadonlyArray<Named> =>
  named.map(({ accountIds: [accountId = null] = [], entraId, name }) => ({ entraId, name, accountId }))

/** Each reports to the next; empty where a finding is about something else, or names too few. */
export const chainOf = (finding: Finding): ReadonlyArray<Named> => {
  const { code, entraIds } = finding
  if (code !== "missing_manager" && code !== "manager_cycle") return []
  const named = new Map(namedOf(finding).map((person) => [person.entraId, person]))
  const chain = entraIds.flatMap((entraId) => named.get(entraId) ?? [])
  const [first] = chain
  if (first === undefined || chain.length < entraIds.length || chain.length < 2) return []
  return code === "manager_cycle" && chain.length < mostOfCircle ? [...chain, first] : chain
}
