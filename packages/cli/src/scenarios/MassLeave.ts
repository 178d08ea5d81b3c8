/**
 * Most of the largest department leaves Entra ID in one night. The guard stops the next run before its first write, and
 * an approval lets exactly that plan go on.
 */
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import type { EntraPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { withBars } from "../Bars.ts"
import * as Company from "../Company.ts"
import type { Dump } from "../Dump.ts"
import * as Requests from "../Requests.ts"
import * as Samples from "../Samples.ts"
import * as Sync from "../Sync.ts"
import * as SyncNumbers from "../SyncNumbers.ts"
import { UsageError } from "../UsageError.ts"
import { explained, type MassLeaveReport, type MassLeaveResult } from "./MassLeaveReport.ts"

export interface Options extends Company.Company {
  /** Where the employees go after the first run. */
  readonly dump: Option.Option<Dump>
}

/** In a smaller company so few leave that nothing is unusual about it. */
const leastPeople = 50
/** A department below this is too small; then people of the whole company leave. */
const leastDepartment = 20
/** Of those who could, so many in a hundred leave. */
const percent = 80

const largestDepartment = (people: ReadonlyArray<EntraPerson>): ReadonlyArray<EntraPerson> =>
  Object.values(
    Arr.groupBy(people.filter(({ department }) => department !== null), ({ department }) => department ?? "")
  )
    .reduce<ReadonlyArray<EntraPerson>>((most, members) => members.length > most.length ? members : most, [])

/** Who leaves, and of whom. */
const leavers = ({ accounts, people }: Organisation) => {
  const active = new Set(accounts.flatMap(({ active, emailAddress }) => active ? [emailAddress.toLowerCase()] : []))
  const staff = people.filter(({ accountEnabled, mail }) =>
    accountEnabled && mail !== null && active.has(mail.toLowerCase())
  )
  const members = largestDepartment(staff)
  const [group, department] = members.length < leastDepartment
    ? [staff, null]
    : [members, members[0]?.department ?? null]
  const gone = group.slice(0, Math.floor(group.length * percent / 100))
  const half = Math.ceil(gone.length / 2)
  return { department, of: group.length, deleted: gone.slice(0, half), disabled: gone.slice(half) }
}

export const run = Effect.fn("MassLeave.run")(function*(options: Options) {
  const { organisation, simulators: { atlassian, entra: { tenant } } } = options
  if (organisation.people.length < leastPeople) {
    return yield* new UsageError({
      message: `--scenario mass-leave: give a company of at least ${leastPeople} people.`
    })
  }
  const settings = yield* Company.settingsOf(organisation, atlassian)

  return yield* Effect.gen(function*() {
    const api = yield* ApiClient.ApiClient
    const writes = Effect.map(api.usage, (usage) => Requests.count(usage).assetsWrite)
    const first = yield* Sync.sync("First sync", settings)
    if (Option.isSome(options.dump)) yield* options.dump.value.write

    const { deleted, department, disabled, of } = leavers(organisation)
    yield* Effect.forEach(deleted, ({ id }) => tenant.deletePerson(id), { discard: true })
    yield* Effect.forEach(disabled, (person) => tenant.setPerson({ ...person, accountEnabled: false }), {
      discard: true
    })

    const beforeBlocked = yield* writes
    const [plan, blocked] = yield* withBars(
      "Next sync",
      Effect.flatMap(
        Sync.plan(settings),
        (plan) => Effect.map(Sync.attempt(plan.id, settings), (run) => [plan, run] as const)
      )
    )
    const writesWhileBlocked = (yield* writes) - beforeBlocked
    if (blocked.state !== "blocked") return yield* Effect.die(new Error("the guard let a mass leave pass"))

    const approved = yield* withBars("The same run, approved", Sync.approve(blocked, settings))
    const sample = yield* Samples.take(plan.id)
    const beforeLater = yield* writes
    yield* Sync.sync("Another sync", settings)

    const nameOf = Company.namesOf(organisation.people)
    const report: MassLeaveReport = {
      scenario: "mass-leave",
      directory: { people: organisation.people.length, accounts: organisation.accounts.length },
      first: Sync.numbersOf(first),
      left: { department, of, deleted: deleted.length, disabled: disabled.length },
      blocked: {
        preview: SyncNumbers.ofPlan(plan.counts),
        writes: writesWhileBlocked,
        stops: explained(plan.guard.stops)
      },
      approved: { run: SyncNumbers.ofRun(approved.counts) },
      later: { writes: (yield* writes) - beforeLater }
    }
    const result: MassLeaveResult = {
      report,
      nameOf,
      sample: sample.entries,
      failures: yield* Sync.failuresOf(approved, nameOf)
    }
    return result
  }).pipe(Effect.provide(Company.engineOf(options, settings)))
})
