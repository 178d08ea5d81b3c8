/**
 * What a hurried script would do with the same data: parse Graph's pages, index people by address, and compare seven
 * fields of each with the record. Without decoding, ambiguity, absence or a plan, it is the floor to measure against.
 */
import type { Employee } from "@entra-assets/core/model/Employee"
import * as Effect from "effect/Effect"
import * as Company from "./Company.ts"
import * as Peak from "./Peak.ts"

interface WireUser {
  readonly id: string
  readonly displayName: string | null
  readonly mail: string | null
  readonly userPrincipalName: string | null
  readonly proxyAddresses: ReadonlyArray<string>
  readonly jobTitle: string | null
  readonly department: string | null
  readonly accountEnabled: boolean
  readonly manager?: { readonly id: string }
}

const parse = (page: Uint8Array): { readonly value: ReadonlyArray<WireUser> } =>
  JSON.parse(new TextDecoder().decode(page))

export const run = Effect.fnUntraced(function*(folder: string, people: number) {
  const pages = yield* Company.wirePages(folder, people)
  const accounts = yield* Company.accounts(folder, people)
  const records = yield* Company.records(folder, people)
  return yield* Peak.measure((sample) =>
    Effect.sync(() => {
      const byAddress = new Map<string, WireUser>()
      for (const page of pages) {
        for (const user of parse(page).value) {
          for (const entry of user.proxyAddresses) {
            byAddress.set(entry.slice(entry.indexOf(":") + 1).toLowerCase(), user)
          }
          if (user.userPrincipalName !== null) byAddress.set(user.userPrincipalName.toLowerCase(), user)
          if (user.mail !== null) byAddress.set(user.mail.toLowerCase(), user)
        }
        sample()
      }
      const byEntraId = new Map<string | null, Employee>(records.map((record) => [record.entraUserId, record]))
      sample()
      const changed: Array<string> = []
      for (const { email } of accounts) {
        const user = byAddress.get(email?.toLowerCase() ?? "")
        const record = user === undefined ? undefined : byEntraId.get(user.id)
        if (user === undefined || record === undefined) continue
        const manager = user.manager === undefined ? undefined : byEntraId.get(user.manager.id)
        if (
          record.fullName !== user.displayName ||
          record.email !== user.mail ||
          record.userPrincipalName !== user.userPrincipalName ||
          record.jobTitle !== user.jobTitle ||
          record.department !== user.department ||
          record.active !== user.accountEnabled ||
          record.manager !== (manager?.objectId ?? null)
        ) changed.push(user.id)
      }
      if (changed.length < Company.changedOf(people)) throw new Error(`only ${changed.length} changes were found`)
    })
  )
})
