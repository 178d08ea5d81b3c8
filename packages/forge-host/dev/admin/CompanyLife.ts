/** What happens in the company behind a simulated site while somebody looks at its page. */
import * as NextDay from "@entra-assets/test-kit/NextDay"
import type { EntraPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import type { SimulatedSite } from "../SimulatedSite.ts"

const organisationOf = ({ atlassian, entra: { tenant } }: SimulatedSite): Organisation => ({
  tenantId: tenant.tenantId,
  domain: tenant.domain,
  people: tenant.slots.filter((person) => person !== undefined),
  accounts: atlassian.accounts()
})

/** A day passes, on which people come, go, and change names, titles and managers. */
export const nextDay = Effect.fnUntraced(function*(site: SimulatedSite) {
  const { organisation } = yield* NextDay.nextDay(organisationOf(site), 1)
  yield* site.entra.tenant.setPeople(organisation.people)
  site.atlassian.setAccounts(organisation.accounts)
  yield* site.forge.advance("1 day")
})

const departmentOf = ({ department }: EntraPerson) => department ?? ""

/** Everybody in the largest department is disabled in Entra ID: more than the guard lets pass. */
export const departmentLeaves = Effect.fnUntraced(function*({ entra: { tenant } }: SimulatedSite) {
  const staff = tenant.slots.filter((person) => person !== undefined).filter(({ accountEnabled }) => accountEnabled)
  const members = Object.values(Arr.groupBy(staff, departmentOf))
    .reduce<ReadonlyArray<EntraPerson>>((most, some) => some.length > most.length ? some : most, [])
  yield* Effect.forEach(members, (person) => tenant.setPerson({ ...person, accountEnabled: false }), { discard: true })
})
