/**
 * Between the plan and its application an administrator edits some of its records by hand. A row whose record no longer
 * says what the plan found there is left alone, the others are written, and the next sync puts everything right.
 */
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import * as RunDetails from "@entra-assets/core/sync/RunDetails"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { withBars } from "../Bars.ts"
import * as Company from "../Company.ts"
import type { Dump } from "../Dump.ts"
import * as Requests from "../Requests.ts"
import * as Samples from "../Samples.ts"
import * as Sync from "../Sync.ts"
import * as SyncNumbers from "../SyncNumbers.ts"
import { UsageError } from "../UsageError.ts"
import type { DriftReport, DriftResult, Edit } from "./DriftReport.ts"

export interface Options extends Company.Company {
  /** Where the employees go after the first run. */
  readonly dump: Option.Option<Dump>
}

/** So many people get a new title in Entra ID. */
const promotions = 8

/**
 * The edits, one for each record: two of a planned attribute, one of the binding, and one of an attribute that the plan
 * does not touch.
 */
const edits = [
  { attribute: "Job Title", after: "On parental leave" },
  { attribute: "Job Title", after: null },
  { attribute: "Atlassian Account ID", after: null },
  { attribute: "Department", after: "Archive" }
] as const

/** Those with a record that their new title will change, from the first on. */
const promoted = (people: ReadonlyArray<EntraPerson>, { assets }: AtlassianSimulator) => {
  const records = new Map(assets.objects("Employee").map((object) => [object.values["Entra User ID"], object]))
  return people.flatMap((person) => {
    const record = records.get(person.id)
    const isOrdinary = person.accountEnabled && person.jobTitle !== null && person.department !== null
    return record !== undefined && isOrdinary ? [{ person, record }] : []
  }).slice(0, promotions)
}

type Promoted = ReturnType<typeof promoted>

const text = (value: string | ReadonlyArray<string> | undefined): string | null =>
  value === undefined ? null : String(value)

/** The administrator's edits. */
const editByHand = ({ assets }: AtlassianSimulator, targets: Promoted) =>
  Effect.forEach(edits, ({ after, attribute }, index) => {
    const target = targets[index]
    return target === undefined ? Effect.succeedNone : assets.editObject(target.record.id, { [attribute]: after ?? [] })
      .pipe(
        Effect.orDie,
        Effect.as(Option.some({
          entraId: target.person.id,
          attribute,
          before: text(target.record.values[attribute]),
          after
        }))
      )
  }).pipe(Effect.map((made) => made.flatMap(Option.toArray)))

export const run = Effect.fn("Drift.run")(function*(options: Options) {
  const { organisation, simulators: { atlassian, entra } } = options
  const settings = yield* Company.settingsOf(organisation, atlassian)

  return yield* Effect.gen(function*() {
    const api = yield* ApiClient.ApiClient
    const writes = Effect.map(api.usage, (usage) => Requests.count(usage).assetsWrite)
    const first = yield* Sync.sync("First sync", settings)
    if (Option.isSome(options.dump)) yield* options.dump.value.write

    const targets = promoted(organisation.people, atlassian)
    if (targets.length < edits.length) {
      return yield* new UsageError({
        message: "--scenario drift: give a larger company; too few people have a record."
      })
    }
    yield* Effect.forEach(
      targets,
      ({ person }) => entra.tenant.setPerson({ ...person, jobTitle: `Lead ${person.jobTitle}` }),
      { discard: true }
    )
    const plan = yield* withBars("Preview", Sync.plan(settings))
    const planned = yield* Samples.take(plan.id)
    const made = yield* editByHand(atlassian, targets)
    const applied = yield* withBars("The plan is applied", Sync.attempt(plan.id, settings))
    const moved = yield* RunDetails.failures(applied.id).pipe(
      Stream.filter(({ write }) => write.status === "moved"),
      Stream.runFold(() => new Set<string>(), (ids, { entraId }) => ids.add(entraId))
    )
    const next = yield* Sync.sync("Next sync", settings)
    const corrected = yield* Samples.take(next.plan.id)
    const beforeLater = yield* writes
    yield* Sync.sync("Another sync", settings)

    const nameOf = Company.namesOf(organisation.people)
    const report: DriftReport = {
      scenario: "drift",
      directory: { people: organisation.people.length, accounts: organisation.accounts.length },
      first: Sync.numbersOf(first),
      preview: SyncNumbers.ofPlan(plan.counts),
      edits: made.map((edit): Edit => ({ ...edit, leftAlone: moved.has(edit.entraId) })),
      run: SyncNumbers.ofRun(applied.counts),
      next: Sync.numbersOf(next),
      later: { writes: (yield* writes) - beforeLater }
    }
    const result: DriftResult = {
      report,
      nameOf,
      planned: planned.entries,
      corrected: corrected.entries,
      failures: yield* Sync.failuresOf(applied, nameOf)
    }
    return result
  }).pipe(Effect.provide(Company.engineOf(options, settings)))
})
