/** The pure plan over a world in which every person has a record and one in a hundred has changed. */
import type { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import type { Employee } from "@entra-assets/core/model/Employee"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import type { Complete } from "@entra-assets/core/model/Snapshot"
import { plan } from "@entra-assets/core/plan/Plan"
import type { World } from "@entra-assets/core/plan/World"
import * as Effect from "effect/Effect"
import * as Company from "./Company.ts"
import * as Peak from "./Peak.ts"

const complete = <A>(values: ReadonlyArray<A>): Complete<A> => ({ _tag: "Complete", values, readStartedAt: 0 })

const sampleEvery = 256

export const run = Effect.fnUntraced(function*(folder: string, people: number) {
  const users: ReadonlyArray<EntraUser> = yield* Company.users(folder, people)
  const accounts: ReadonlyArray<AtlassianAccount> = yield* Company.accounts(folder, people)
  const employees: ReadonlyArray<Employee> = yield* Company.records(folder, people)
  const world: World = {
    users: complete(users),
    accounts: complete(accounts),
    employees: complete(employees),
    goneUsers: new Map(),
    goneAccounts: new Map(),
    managers: new Map(),
    deletions: new Map(),
    unconfirmed: []
  }
  return yield* Peak.measure((sample) =>
    Effect.sync(() => {
      const counts = { Create: 0, Update: 0, Inactivate: 0, Reactivate: 0, Unchanged: 0, Finding: 0 }
      let items = 0
      for (const item of plan(world, Company.settings)) {
        counts[item._tag]++
        if (items++ % sampleEvery === 0) sample()
      }
      const changed = Company.changedOf(people)
      if (counts.Update !== changed || counts.Unchanged !== people - changed) {
        throw new Error(`the plan is not what it should be: ${JSON.stringify(counts)}`)
      }
    })
  )
})
