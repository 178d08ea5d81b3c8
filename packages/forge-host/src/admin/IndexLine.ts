/** An entry or a finding of a plan as a line of its index. */
import type { Finding } from "@entra-assets/core/model/Finding"
import { type Entry, recordName } from "@entra-assets/core/plan/Entry"
import type { IndexLine } from "./AdminApi.ts"

const firstOf = ({ entraIds: [first], named = [] }: Finding) => ({
  entraId: first ?? null,
  name: named.find(({ entraId }) => entraId === first)?.name ?? null
})

/** What the account is called that a finding is about. Where it is one of several, these may have the same name. */
const accountOf = ({ accountIds: [first, second], accounts = [] }: Finding) => {
  const { email, name } = accounts.find(({ accountId }) => accountId === first) ?? {}
  const isOneOfSeveral = second !== undefined && name !== undefined && email !== undefined
  const account = isOneOfSeveral ? `${name} (${email})` : name ?? email
  return account === undefined ? {} : { account }
}

export const lineOf = (item: Entry | Finding, page: number): IndexLine =>
  item._tag === "Finding"
    ? { kind: "Finding", ...firstOf(item), ...accountOf(item), detail: item.detail, code: item.code, page }
    : {
      kind: item._tag,
      entraId: item.entraId,
      name: recordName(item),
      code: null,
      page
    }
