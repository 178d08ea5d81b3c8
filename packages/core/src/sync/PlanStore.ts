/**
 * Plans as stored artefacts: a header, and pages of entries and findings, in a `KeyValueStore` that the host brings.
 * Pages are written as the items come, so a plan never stands in memory as a whole. A plan is there once its header is,
 * and nothing changes it afterwards; an approval stands beside it.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Struct from "effect/Struct"
import { Finding } from "../model/Finding.ts"
import type { Settings } from "../model/Settings.ts"
import type { Coverage } from "../plan/Coverage.ts"
import { Entry } from "../plan/Entry.ts"
import type { PeopleTally } from "../plan/People.ts"
import type { PlanItem } from "../plan/Plan.ts"
import { PlanCounts, PlanHeader, planSchemaVersion, type PlanScope, Tally, type Watermark } from "../plan/PlanHeader.ts"
import type { Verdict } from "../plan/Verdict.ts"
import * as JsonPages from "./internal/JsonPages.ts"
import { newId, stamp } from "./internal/NewId.ts"
import { settingsDigest } from "./internal/SettingsDigest.ts"
import * as StoredValue from "./internal/StoredValue.ts"
import { mostEntries } from "./Outcome.ts"

export const PlanPage = Schema.Struct({
  schemaVersion: Schema.Literal(planSchemaVersion),
  items: Schema.Array(Schema.Union([Entry, Finding]))
})
export type PlanPage = typeof PlanPage.Type

/** Somebody's word that a plan may be applied although the guard stopped it. It holds for the plan of this digest. */
export const PlanApproval = Schema.Struct({
  schemaVersion: Schema.Literal(planSchemaVersion),
  digest: Schema.String,
  /** In the host's terms (on Forge an accountId); `null` for nobody. */
  by: Schema.NullOr(Schema.String),
  /** Milliseconds since 1970. */
  at: Schema.Int
})
export type PlanApproval = typeof PlanApproval.Type

/**
 * `NotFound`: no such plan, or a page of it is missing. `Unreadable`: not the shape of this version. `Altered`: it is
 * not as it was saved. `OtherSettings`: made under settings that hold no more. `StoreFailed`: the host's store did not
 * answer; `planId` is empty when that was about no plan in particular.
 */
export class PlanError extends Schema.TaggedError<PlanError>()("PlanError", {
  reason: Schema.Literals(["NotFound", "Unreadable", "Altered", "OtherSettings", "StoreFailed"]),
  planId: Schema.String,
  message: Schema.String
}) {}

/** What `save` adds to the items. */
export interface PlanInput {
  /**
   * Which plan this is to be, as `newId` makes ids; a new one when left out. A plan that is there under this id is
   * replaced. One that is not saved to its end leaves pages without a header, for the next attempt to overwrite: to
   * remove them could hit the pages of an attempt that has begun meanwhile.
   */
  readonly id?: string
  readonly items: Iterable<PlanItem>
  /** Everybody unless said. */
  readonly scope?: PlanScope
  readonly settings: Settings
  readonly watermark: Watermark
  /** Left out or `null`, the plan says nothing of whom it leaves out. */
  readonly coverage?: Coverage | null
  readonly objectsNow: number
  /** Sees every item; left out, the plan says nothing of how many people there are afterwards. */
  readonly people?: PeopleTally
  /** Asked once, after the last item has gone by. */
  readonly guard: () => Verdict
}

export class PlanStore extends Context.Service<PlanStore, {
  /**
   * The header's digest covers every page and all of the header but `id` and `createdAt`: settings, watermark, counts,
   * objects and what the guard says. So the same plan has the same digest whenever it is saved.
   */
  readonly save: (input: PlanInput) => Effect.Effect<PlanHeader, PlanError>
  /** Every plan, the newest first; a failure stands for a plan that cannot be read, and says why. */
  readonly list: Effect.Effect<ReadonlyArray<Result.Result<PlanHeader, PlanError>>, PlanError>
  /** The header of a plan that may be applied: header and pages are as they were saved, and these are the settings. */
  readonly check: (planId: string, settings: Settings) => Effect.Effect<PlanHeader, PlanError>
  /** Whether a plan was made under these settings: the quick part of `check`. */
  readonly isMadeUnder: (plan: PlanHeader, settings: Settings) => Effect.Effect<boolean>
  readonly header: (planId: string) => Effect.Effect<PlanHeader, PlanError>
  readonly page: (planId: string, page: number) => Effect.Effect<PlanPage, PlanError>
  /** Every page, in the order in which it is to be applied. */
  readonly pages: (planId: string) => Stream.Stream<PlanPage, PlanError>
  /** Approves the plan that is there now. */
  readonly approve: (
    planId: string,
    approval: { readonly by: string | null; readonly at: number }
  ) => Effect.Effect<PlanApproval, PlanError>
  /** The approval of the plan that is there now, if it has one. */
  readonly approval: (planId: string) => Effect.Effect<PlanApproval | null, PlanError>
  readonly remove: (planId: string) => Effect.Effect<void, PlanError>
  /**
   * Removes the plans whose ids are from before `millis` (since 1970), with all that is left of plans that were never
   * saved to their end; but none of those in `keep`.
   */
  readonly removeBefore: (millis: number, keep: ReadonlySet<string>) => Effect.Effect<void, PlanError>
}>()("@entra-assets/core/sync/PlanStore") {}

const headers = StoredValue.of(PlanHeader)
const pages = StoredValue.of(PlanPage)
const approvals = StoredValue.of(PlanApproval)

/** What the digest covers of the header: all but which plan it is, when it was made, and the digest itself. */
const Covered = Schema.Struct(Struct.omit(PlanHeader.fields, ["id", "createdAt", "digest"]))

/** A plan from before `people` was counted keeps its digest, so where there is none the digest does not cover it. */
const WithoutPeople = Schema.Struct({
  ...Covered.fields,
  counts: Schema.Struct(Struct.omit(PlanCounts.fields, ["people"]))
})
const encodeAll = Schema.encodeEffect(Schema.fromJsonString(Covered))
const encodeWithoutPeople = Schema.encodeEffect(Schema.fromJsonString(WithoutPeople))
const encodeCovered = (covered: typeof Covered.Type) =>
  covered.counts.people === null ? encodeWithoutPeople(covered) : encodeAll(covered)

const prefixOf = (planId: string) => `plan-${planId}-`
const headerKey = (planId: string) => `${prefixOf(planId)}header`
const approvalKey = (planId: string) => `${prefixOf(planId)}approval`
const pagePrefix = (planId: string) => `${prefixOf(planId)}page-`
const pageKey = (planId: string, page: number) => `${pagePrefix(planId)}${page}`

const headerOf = /^plan-(.+)-header$/u
const partOf = /^plan-(.+)-(?:header|approval|page-\d+)$/u

/** The plans of which the keys are `part`s. */
const planIds = (keys: ReadonlyArray<string>, part: RegExp): ReadonlySet<string> =>
  new Set(keys.flatMap((key) => part.exec(key)?.[1] ?? []))

const refuse = (planId: string, reason: PlanError["reason"], message: string) =>
  new PlanError({ reason, planId, message })

const storeFailed = (planId: string) => () =>
  refuse(planId, "StoreFailed", "The store for plans did not answer. Check it and try again.")

const notFound = (planId: string) =>
  refuse(planId, "NotFound", `There is no plan ${planId}, or a part of it is gone. Make a new preview.`)

const failed = (planId: string) => ({ reason }: StoredValue.StoredValueError) =>
  reason === "StoreFailed"
    ? storeFailed(planId)()
    : refuse(planId, "Unreadable", `The plan ${planId} was stored by another version. Make a new preview.`)

/** Counts the items as they pass, and lets those by that are stored. */
function* counted(items: Iterable<PlanItem>, tally: Tally): Generator<Entry | Finding> {
  for (const item of items) {
    tally.add(item)
    if (item._tag !== "Unchanged") yield item
  }
}

const make = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  const digest = yield* Digest.Digest
  const encoder = new TextEncoder()
  const sha256 = (text: string) => digest.digestHex(Digest.sha256, encoder.encode(text))
  const digestOf = (settings: Settings) => Effect.provideService(settingsDigest(settings), Digest.Digest, digest)
  const keys = Effect.mapError(store.keys, storeFailed(""))

  /** The header first: what is left of a plan that is half removed is no plan. */
  const remove = (planId: string) =>
    Effect.andThen(store.remove(headerKey(planId)), store.clearPrefix(prefixOf(planId))).pipe(
      Effect.mapError(storeFailed(planId))
    )

  const planDigest = Effect.fnUntraced(function*(covered: typeof Covered.Type, pages: ReadonlyArray<string>) {
    return yield* sha256([yield* Effect.orDie(encodeCovered(covered)), ...pages].join("\n"))
  })

  /** Takes the old header away first: there is never a plan of old and new pages. */
  const write = Effect.fnUntraced(function*(id: string, input: PlanInput) {
    const { coverage = null, guard, items, objectsNow, people = null, scope = "everybody", settings, watermark } = input
    yield* Effect.mapError(store.remove(headerKey(id)), storeFailed(id))
    const tally = new Tally(people)
    const pageDigests: Array<string> = []
    for (const page of JsonPages.pages(counted(items, tally), planSchemaVersion, mostEntries)) {
      yield* Effect.mapError(store.set(pageKey(id, pageDigests.length), page), storeFailed(id))
      pageDigests.push(yield* sha256(page))
    }
    yield* removePagesFrom(id, pageDigests.length)
    const covered: typeof Covered.Type = {
      schemaVersion: planSchemaVersion,
      scope,
      settingsDigest: yield* digestOf(settings),
      watermark,
      ...(coverage !== null && { coverage }),
      counts: tally.counts,
      pages: pageDigests.length,
      objects: {
        now: objectsNow,
        afterwards: objectsNow + tally.counts.create,
        allowance: settings.objectAllowance
      },
      guard: guard()
    }
    const header: PlanHeader = {
      ...covered,
      id,
      createdAt: yield* Clock.currentTimeMillis,
      digest: yield* planDigest(covered, pageDigests)
    }
    yield* Effect.mapError(headers.set(store, headerKey(id), header), failed(id))
    return header
  })

  const removePagesFrom = Effect.fnUntraced(function*(id: string, count: number) {
    const current = new Set(Array.from({ length: count }, (_, number) => pageKey(id, number)))
    const beyond = (yield* keys).filter((key) => key.startsWith(pagePrefix(id)) && !current.has(key))
    yield* Effect.mapError(Effect.forEach(beyond, store.remove, { discard: true }), storeFailed(id))
  })

  const save = Effect.fn("PlanStore.save")(function*(input: PlanInput) {
    if (input.id !== undefined) return yield* write(input.id, input)
    const id = yield* newId
    return yield* Effect.onError(write(id, input), () => Effect.ignore(remove(id)))
  })

  const found = <A>(planId: string, stored: Effect.Effect<A | null, StoredValue.StoredValueError>) =>
    Effect.flatMap(
      Effect.mapError(stored, failed(planId)),
      (value) => value === null ? Effect.fail(notFound(planId)) : Effect.succeed(value)
    )

  const header = (planId: string) => found(planId, headers.get(store, headerKey(planId)))
  const page = (planId: string, number: number) => found(planId, pages.get(store, pageKey(planId, number)))
  const numbers = ({ pages }: PlanHeader) => Array.from({ length: pages }, (_, number) => number)

  const list = Effect.gen(function*() {
    const ids = Array.from(planIds(yield* keys, headerOf)).toSorted().reverse()
    const plans: Array<Result.Result<PlanHeader, PlanError>> = []
    for (const id of ids) {
      const plan = yield* Effect.result(header(id))
      if (Result.isSuccess(plan) || plan.failure.reason === "Unreadable") plans.push(plan)
      // A plan that was removed meanwhile is none.
      else if (plan.failure.reason !== "NotFound") return yield* plan.failure
    }
    return plans
  }).pipe(Effect.withSpan("PlanStore.list"))

  const isMadeUnder = (plan: PlanHeader, settings: Settings) =>
    Effect.map(digestOf(settings), (digest) => digest === plan.settingsDigest)

  const check = Effect.fn("PlanStore.check")(function*(planId: string, settings: Settings) {
    const plan = yield* header(planId)
    if (!(yield* isMadeUnder(plan, settings))) {
      return yield* refuse(
        planId,
        "OtherSettings",
        "The settings have changed since this plan was made. Make a new preview."
      )
    }
    const digests = yield* Effect.forEach(
      numbers(plan),
      Effect.fnUntraced(function*(number) {
        const text = yield* Effect.mapError(store.get(pageKey(planId, number)), storeFailed(planId))
        return text === undefined ? yield* notFound(planId) : yield* sha256(text)
      })
    )
    if (plan.id === planId && plan.digest === (yield* planDigest(plan, digests))) return plan
    return yield* refuse(planId, "Altered", `The plan ${planId} is not as it was stored. Make a new preview.`)
  })

  const approve = Effect.fn("PlanStore.approve")(function*(
    planId: string,
    { at, by }: { readonly by: string | null; readonly at: number }
  ) {
    const { digest } = yield* header(planId)
    const approval: PlanApproval = { schemaVersion: planSchemaVersion, digest, by, at }
    yield* Effect.mapError(approvals.set(store, approvalKey(planId), approval), failed(planId))
    return approval
  })

  const approval = Effect.fn("PlanStore.approval")(function*(planId: string) {
    const { digest } = yield* header(planId)
    const given = yield* Effect.mapError(approvals.get(store, approvalKey(planId)), failed(planId))
    return given?.digest === digest ? given : null
  })

  const removeBefore = Effect.fn("PlanStore.removeBefore")(function*(millis: number, keep: ReadonlySet<string>) {
    const from = stamp(millis)
    const old = Array.from(planIds(yield* keys, partOf)).filter((id) => id < from && !keep.has(id))
    yield* Effect.forEach(old, remove, { discard: true })
  })

  return PlanStore.of({
    save,
    list,
    check,
    isMadeUnder,
    header,
    page,
    pages: (planId) =>
      Stream.unwrap(Effect.map(header(planId), (plan) =>
        Stream.fromIterable(numbers(plan)).pipe(
          Stream.rechunk(1),
          Stream.mapEffect((number) => page(planId, number))
        ))),
    approve,
    approval,
    remove,
    removeBefore
  })
})

export const layer: Layer.Layer<PlanStore, never, KeyValueStore.KeyValueStore | Digest.Digest> = Layer.effect(
  PlanStore,
  make
)
