/**
 * Plans as stored artefacts: a header, and pages of entries and findings, in a `KeyValueStore` that the host brings.
 * Pages are written as the items come, so a plan never stands in memory as a whole.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Digest from "effect/crypto/Digest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Finding } from "../model/Finding.ts"
import { Settings } from "../model/Settings.ts"
import { Entry } from "../plan/Entry.ts"
import type { PlanItem } from "../plan/Plan.ts"
import { PlanHeader, planSchemaVersion, Tally, type Watermark } from "../plan/PlanHeader.ts"

/** A page is at most this many bytes of UTF-8 as stored: hosts limit the size of a value (Forge: 240 KiB). */
export const pageBytes = 200 * 1024

export const PlanPage = Schema.Struct({
  schemaVersion: Schema.Literal(planSchemaVersion),
  items: Schema.Array(Schema.Union([Entry, Finding]))
})
export type PlanPage = typeof PlanPage.Type

/**
 * `NotFound`: no such plan, or a page of it is missing. `Unreadable`: not the shape of this version. `Altered`: its
 * pages are not those that were saved. `OtherSettings`: made under settings that hold no more. `StoreFailed`: the host's
 * store did not answer.
 */
export class PlanError extends Schema.TaggedError<PlanError>()("PlanError", {
  reason: Schema.Literals(["NotFound", "Unreadable", "Altered", "OtherSettings", "StoreFailed"]),
  planId: Schema.String,
  message: Schema.String
}) {}

/** What `save` adds to the items. */
export interface PlanInput {
  readonly items: Iterable<PlanItem>
  readonly settings: Settings
  readonly watermark: Watermark
  readonly objectsNow: number
}

export class PlanStore extends Context.Service<PlanStore, {
  readonly save: (input: PlanInput) => Effect.Effect<PlanHeader, PlanError>
  /** The header of a plan that may be applied: every page is as it was saved, and these are the settings. */
  readonly check: (planId: string, settings: Settings) => Effect.Effect<PlanHeader, PlanError>
  readonly header: (planId: string) => Effect.Effect<PlanHeader, PlanError>
  readonly page: (planId: string, page: number) => Effect.Effect<PlanPage, PlanError>
  /** Every page, in the order in which it is to be applied. */
  readonly pages: (planId: string) => Stream.Stream<PlanPage, PlanError>
  readonly remove: (planId: string) => Effect.Effect<void, PlanError>
}>()("@entra-assets/core/sync/PlanStore") {}

const HeaderJson = Schema.fromJsonString(PlanHeader)
const PageJson = Schema.fromJsonString(PlanPage)
const SettingsJson = Schema.fromJsonString(Settings)
const WatermarkJson = Schema.fromJsonString(PlanHeader.fields.watermark)

const prefixOf = (planId: string) => `plan-${planId}-`
const headerKey = (planId: string) => `${prefixOf(planId)}header`
const pageKey = (planId: string, page: number) => `${prefixOf(planId)}page-${page}`

const pageStart = `{"schemaVersion":${planSchemaVersion},"items":[`
const pageEnd = "]}"

/** The items as JSON pages of at most `pageBytes`. */
function* toPages(items: Iterable<PlanItem>, tally: Tally): Generator<string> {
  const encoder = new TextEncoder()
  const frame = pageStart.length + pageEnd.length
  let texts: Array<string> = []
  let bytes = frame
  for (const item of items) {
    tally.add(item)
    if (item._tag === "Unchanged") continue
    const text = JSON.stringify(item)
    const size = encoder.encode(text).length + 1
    if (texts.length > 0 && bytes + size > pageBytes) {
      yield pageStart + texts.join(",") + pageEnd
      texts = []
      bytes = frame
    }
    texts.push(text)
    bytes += size
  }
  if (texts.length > 0) yield pageStart + texts.join(",") + pageEnd
}

/** Sorts by time, is a file name, and says when the plan was made: `20261123T140501Z-3f9a1c`. */
const newPlanId = Effect.gen(function*() {
  const now = DateTime.formatIso(yield* DateTime.now).replaceAll(/[-:]|\.\d+/gu, "")
  const random = yield* Random.nextIntBetween(0, 0x1000000)
  return `${now}-${random.toString(16).padStart(6, "0")}`
})

const make = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  const digest = yield* Digest.Digest
  const encoder = new TextEncoder()
  const sha256 = (text: string) => digest.digestHex(Digest.sha256, encoder.encode(text))
  const refuse = (planId: string, reason: PlanError["reason"], message: string) =>
    new PlanError({ reason, planId, message })
  const failed = (planId: string) => () =>
    refuse(planId, "StoreFailed", "The store for plans did not answer. Check it and try again.")

  /** Of the settings as JSON; the secret is not among them. */
  const settingsDigest = (settings: Settings) =>
    Effect.flatMap(Effect.orDie(Schema.encodeEffect(SettingsJson)(settings)), sha256)

  const planDigest = Effect.fnUntraced(function*(
    settingsDigest: string,
    watermark: Watermark,
    pages: ReadonlyArray<string>
  ) {
    const read = yield* Effect.orDie(Schema.encodeEffect(WatermarkJson)(watermark))
    return yield* sha256([planSchemaVersion, settingsDigest, read, ...pages].join("\n"))
  })

  const remove = (planId: string) => Effect.mapError(store.clearPrefix(prefixOf(planId)), failed(planId))

  const write = Effect.fnUntraced(function*(id: string, { items, objectsNow, settings, watermark }: PlanInput) {
    const tally = new Tally()
    const digests: Array<string> = []
    for (const page of toPages(items, tally)) {
      yield* Effect.mapError(store.set(pageKey(id, digests.length), page), failed(id))
      digests.push(yield* sha256(page))
    }
    const madeUnder = yield* settingsDigest(settings)
    const header: PlanHeader = {
      schemaVersion: planSchemaVersion,
      id,
      createdAt: yield* Clock.currentTimeMillis,
      digest: yield* planDigest(madeUnder, watermark, digests),
      settingsDigest: madeUnder,
      watermark,
      counts: tally.counts,
      pages: digests.length,
      objects: {
        now: objectsNow,
        afterwards: objectsNow + tally.counts.create,
        allowance: settings.objectAllowance
      }
    }
    const json = yield* Effect.orDie(Schema.encodeEffect(HeaderJson)(header))
    yield* Effect.mapError(store.set(headerKey(id), json), failed(id))
    return header
  })

  /** A plan that is not saved to its end leaves no pages behind. */
  const save = Effect.fn("PlanStore.save")(function*(input: PlanInput) {
    const id = yield* newPlanId
    return yield* Effect.onError(write(id, input), () => Effect.ignore(remove(id)))
  })

  const get = Effect.fnUntraced(function*(planId: string, key: string) {
    const json = yield* Effect.mapError(store.get(key), failed(planId))
    if (json !== undefined) return json
    return yield* refuse(planId, "NotFound", `There is no plan ${planId}, or a part of it is gone. Make a new preview.`)
  })

  const unreadable = (planId: string) => () =>
    refuse(planId, "Unreadable", `The plan ${planId} was stored by another version. Make a new preview.`)

  const header = (planId: string) =>
    Effect.flatMap(
      get(planId, headerKey(planId)),
      (json) => Effect.mapError(Schema.decodeEffect(HeaderJson)(json), unreadable(planId))
    )

  const page = (planId: string, number: number) =>
    Effect.flatMap(
      get(planId, pageKey(planId, number)),
      (json) => Effect.mapError(Schema.decodeEffect(PageJson)(json), unreadable(planId))
    )

  const numbers = ({ pages }: PlanHeader) => Array.from({ length: pages }, (_, number) => number)

  const check = Effect.fn("PlanStore.check")(function*(planId: string, settings: Settings) {
    const found = yield* header(planId)
    if (found.settingsDigest !== (yield* settingsDigest(settings))) {
      return yield* refuse(
        planId,
        "OtherSettings",
        "The settings have changed since this plan was made. Make a new preview."
      )
    }
    const digests = yield* Effect.forEach(
      numbers(found),
      (number) => Effect.flatMap(get(planId, pageKey(planId, number)), sha256)
    )
    if (found.digest === (yield* planDigest(found.settingsDigest, found.watermark, digests))) return found
    return yield* refuse(planId, "Altered", `The plan ${planId} is not as it was stored. Make a new preview.`)
  })

  return PlanStore.of({
    save,
    check,
    header,
    page,
    pages: (planId) =>
      Stream.unwrap(Effect.map(header(planId), (found) =>
        Stream.fromIterable(numbers(found)).pipe(
          Stream.rechunk(1),
          Stream.mapEffect((number) => page(planId, number))
        ))),
    remove
  })
})

export const layer: Layer.Layer<PlanStore, never, KeyValueStore.KeyValueStore | Digest.Digest> = Layer.effect(
  PlanStore,
  make
)
