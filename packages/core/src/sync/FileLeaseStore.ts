/**
 * The lease as files in a directory of its own, for processes that share a disk. Each state of the record is a file that
 * is never changed: `lease-000000000042.json` is version 42, and the highest version counts. A change is written to
 * `lease-000000000043.<random>.tmp`, flushed, and hard-linked to the next version's name, which fails when the name is
 * taken: that is the compare-and-set. A process that dies half-way leaves a `.tmp` that a later change removes. It needs
 * a file system with hard links; it is not made for network shares, whose answers can get lost.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import { LeaseRecord } from "../model/Lease.ts"
import * as LeaseStore from "../ports/LeaseStore.ts"

/** Raised when the stored shape changes. */
const schemaVersion = 1

const RecordJson = Schema.fromJsonString(
  Schema.Struct({ schemaVersion: Schema.Literal(schemaVersion), ...LeaseRecord.fields })
)
const decode = Schema.decodeEffect(RecordJson)
const encode = Schema.encodeSync(RecordJson)

/**
 * So many versions stay: a directory is not listed in one instant, and must not seem to lack the highest version because
 * a change removed one name and made another meanwhile.
 */
const kept = 8

const stem = (version: number) => `lease-${String(version).padStart(12, "0")}`
const nameOf = (version: number) => `${stem(version)}.json`
const namePattern = /^lease-(?<version>\d{12})\.(?<kind>json|[0-9a-f]+\.tmp)$/u

/** Our files among the names of the directory. */
const filesIn = (names: ReadonlyArray<string>) =>
  names.flatMap((name) => {
    const groups = namePattern.exec(name)?.groups
    return groups === undefined ? [] : [{ name, version: Number(groups["version"]), linked: groups["kind"] === "json" }]
  })

const isReason = (tag: PlatformError["reason"]["_tag"]) => (error: PlatformError) => error.reason._tag === tag

const failed = () =>
  new LeaseStore.LeaseStoreError({
    reason: "StoreFailed",
    message: "The directory of the lease could not be read or written. Check that it is there, that its disk is not"
      + " full, that it may be written to and that its file system has hard links, and try again."
  })

const unreadable = (version: number) => () =>
  new LeaseStore.LeaseStoreError({
    reason: "Unreadable",
    message: `The lease in ${nameOf(version)} was stored by another version, or is damaged. Run the newest version; or,`
      + " when no sync is running anywhere, remove the files whose names begin with lease-."
  })

const make = Effect.fnUntraced(function*(directory: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const at = (name: string) => path.join(directory, name)
  yield* Effect.mapError(fs.makeDirectory(directory, { recursive: true }), failed)

  const files = Effect.map(fs.readDirectory(directory), filesIn)

  /** 0 when there is none. */
  const newest = Effect.map(
    files,
    (files) => files.reduce((newest, { linked, version }) => linked ? Math.max(newest, version) : newest, 0)
  )

  /** `null` when newer versions have come and this one was removed. */
  const contentOf = (version: number) =>
    Effect.catchIf(fs.readFileString(at(nameOf(version))), isReason("NotFound"), () => Effect.succeed(null))

  const read = Effect.gen(function*() {
    while (true) {
      const version = yield* Effect.mapError(newest, failed)
      if (version === 0) return { record: null, version }
      const content = yield* Effect.mapError(contentOf(version), failed)
      if (content === null) continue
      const { schemaVersion: _, ...record } = yield* Effect.mapError(decode(content), unreadable(version))
      return { record, version }
    }
  })

  /** On disk before it has its name: a power cut must not leave a version without content. */
  const write = (name: string, content: string) =>
    Effect.scoped(Effect.gen(function*() {
      const file = yield* fs.open(at(name), { flag: "wx" })
      yield* file.writeAll(new TextEncoder().encode(content))
      yield* file.sync
    }))

  /** Whether the name was free. The temporary file is missing when a later change has removed it already. */
  const link = (temporary: string, name: string) =>
    fs.link(at(temporary), at(name)).pipe(
      Effect.as(true),
      Effect.catchIf(
        (error) => isReason("AlreadyExists")(error) || isReason("NotFound")(error),
        () => Effect.succeed(false)
      )
    )

  const removeQuietly = (name: string) => Effect.ignore(fs.remove(at(name), { force: true }))

  const removeUpTo = (last: number) =>
    Effect.flatMap(files, (files) =>
      Effect.forEach(
        files.filter(({ version }) => version <= last),
        ({ name }) => removeQuietly(name),
        { discard: true }
      ))

  const replace = Effect.fnUntraced(function*(version: number, record: LeaseRecord) {
    const next = version + 1
    const random = (yield* Random.nextIntBetween(0, 2 ** 48)).toString(16)
    const temporary = `${stem(next)}.${random}.tmp`
    const linked = yield* write(temporary, encode({ schemaVersion, ...record })).pipe(
      Effect.andThen(link(temporary, nameOf(next))),
      Effect.ensuring(removeQuietly(temporary))
    )
    // After a long pause the name can be free because its version was removed; a newer one then outdoes ours.
    if (!linked || (yield* newest) !== next) return false
    yield* Effect.ignore(removeUpTo(next - kept))
    return true
  })

  return LeaseStore.make({
    read,
    replace: (version, record) => Effect.mapError(replace(version, record), failed)
  })
})

/** The directory is made when it is missing, and is for this lease alone. */
export const layerFile = (
  directory: string
): Layer.Layer<LeaseStore.LeaseStore, LeaseStore.LeaseStoreError, FileSystem.FileSystem | Path.Path> =>
  Layer.effect(LeaseStore.LeaseStore, make(directory))
