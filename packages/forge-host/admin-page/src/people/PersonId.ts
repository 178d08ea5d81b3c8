/** What somebody may type to name a person by id. */
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const decodeEntraId = Schema.decodeUnknownOption(EntraId)

/** Account ids are opaque; these are the forms that Atlassian gives out, old and new. */
const accountIdForm = /^(?:[0-9a-z]{24}|[0-9a-z]+:[\w-]+)$/iu

/** A GUID is an object id of Entra; `null` for what is no id, such as an address. */
export const parse = (typed: string): Subject | null => {
  const text = typed.trim()
  const entraId = decodeEntraId(text)
  if (Option.isSome(entraId)) return { entraId: entraId.value }
  return accountIdForm.test(text) ? { accountId: AccountId.make(text) } : null
}
