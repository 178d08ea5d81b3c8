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

/** `NotFound`: no such plan, or a page of it is missing. `Unreadable`: not the shape of this version. */
export class PlanStoreError extends Schema.TaggedError<PlanStoreError>()("PlanStoreError", {
  reason: Schema.Literals(["NotFound", "Unreadable", "StoreFailed"]),
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
  readonly save: (input: PlanInput) => Effect.Effect<PlanHeader, PlanStoreError>
  readonly header: (planId: string) => Effect.Effect<PlanHeader, PlanStoreError>
  readonly page: (planId: string, page: number) => Effect.Effect<PlanPage, PlanStoreError>
  /** Every page, in the order in which it is to be applied. */
  readonly pages: (planId: string) => Stream.Stream<PlanPage, PlanStoreError>
  readonly remove: (planId: string) => Effect.Effect<void, PlanStoreError>
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

/** SHA-256 of the settings as JSON; the secret is not among them. */
export const settingsDigest = Effect.fnUntraced(function*(settings: Settings) {
  const digest = yield* Digest.Digest
  const json = yield* Effect.orDie(Schema.encodeEffect(SettingsJson)(settings))
  return yield* digest.digestHex(Digest.sha256, new TextEncoder().encode(json))
})

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
  const failed = (planId: string) => () =>
    new PlanStoreError({ reason: "StoreFailed", planId, message: "The store for plans did not answer." })

  const save = Effect.fn("PlanStore.save")(function*({ items, objectsNow, settings, watermark }: PlanInput) {
    const id = yield* newPlanId
    const tally = new Tally()
    const digests: Array<string> = []
    for (const page of toPages(items, tally)) {
      yield* Effect.mapError(store.set(pageKey(id, digests.length), page), failed(id))
      digests.push(yield* sha256(page))
    }
    const settingsHash = yield* Effect.provideService(settingsDigest(settings), Digest.Digest, digest)
    const watermarkJson = yield* Effect.orDie(Schema.encodeEffect(WatermarkJson)(watermark))
    const header: PlanHeader = {
      schemaVersion: planSchemaVersion,
      id,
      createdAt: yield* Clock.currentTimeMillis,
      digest: yield* sha256([planSchemaVersion, settingsHash, watermarkJson, ...digests].join("\n")),
      settingsDigest: settingsHash,
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

  const load = Effect.fnUntraced(function*<A>(
    planId: string,
    key: string,
    decode: (json: string) => Effect.Effect<A, Schema.SchemaError>
  ): Effect.fn.Return<A, PlanStoreError> {
    const json = yield* Effect.mapError(store.get(key), failed(planId))
    if (json === undefined) {
      return yield* new PlanStoreError({
        reason: "NotFound",
        planId,
        message: `There is no plan ${planId}, or a part of it is gone. Make a new preview.`
      })
    }
    return yield* Effect.mapError(decode(json), () =>
      new PlanStoreError({
        reason: "Unreadable",
        planId,
        message: `The plan ${planId} was stored by another version. Make a new preview.`
      }))
  })

  const header = (planId: string) => load(planId, headerKey(planId), Schema.decodeEffect(HeaderJson))
  const page = (planId: string, number: number) => load(planId, pageKey(planId, number), Schema.decodeEffect(PageJson))

  return PlanStore.of({
    save,
    header,
    page,
    pages: (planId) =>
      Stream.unwrap(Effect.map(header(planId), (found) =>
        found.pages === 0
          ? Stream.empty
          : Stream.range(0, found.pages - 1).pipe(
            Stream.rechunk(1),
            Stream.mapEffect((number) => page(planId, number))
          ))),
    remove: (planId) => Effect.mapError(store.clearPrefix(prefixOf(planId)), failed(planId))
  })
})

export const layer: Layer.Layer<PlanStore, never, KeyValueStore.KeyValueStore | Digest.Digest> = Layer.effect(
  PlanStore,
  make
)
