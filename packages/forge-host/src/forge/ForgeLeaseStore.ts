/**
 * The lease on Forge: one record of an entity. Forge forgets expired values late, so the record carries its own end.
 */
import { LeaseRecord } from "@entra-assets/core/model/Lease"
import * as LeaseStore from "@entra-assets/core/ports/LeaseStore"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as ConditionalEntity from "./ConditionalEntity.ts"

/** A lease that nobody holds has an empty holder. */
type Stored = {
  readonly fence: number
  readonly owner: string
  readonly holder: string
  readonly expiresAt: number
}

const stored = ConditionalEntity.make<Stored>({
  entityName: "lease",
  key: "lease",
  version: ["fence", "owner", "holder", "expiresAt"]
})

const decode = Schema.decodeUnknownEffect(LeaseRecord)

const failed = ({ message }: { readonly message: string }) =>
  new LeaseStore.LeaseStoreError({ reason: "StoreFailed", message })

const unreadable = () =>
  new LeaseStore.LeaseStoreError({
    reason: "Unreadable",
    message: "The lease was stored by another version of the app. Install the newest version."
  })

const read = Effect.gen(function*() {
  const version = yield* Effect.mapError(stored.read, failed)
  if (version === undefined) return { record: null, version }
  const { holder } = version
  const record = yield* Effect.mapError(decode({ ...version, holder: holder === "" ? null : holder }), unreadable)
  return { record, version }
})

export const layer: Layer.Layer<LeaseStore.LeaseStore> = Layer.succeed(
  LeaseStore.LeaseStore,
  LeaseStore.make<Stored | undefined>({
    read,
    replace: (version, record) =>
      Effect.mapError(stored.replace(version, { ...record, holder: record.holder ?? "" }), failed)
  })
)

/** For the end of an installation. */
export const remove: Effect.Effect<void, LeaseStore.LeaseStoreError> = Effect.mapError(stored.remove, failed)
