/**
 * The planted bugs of this checkout: `planted/*.patch`, and `planted/index.json` for which checker finds each, and where.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import * as Schema from "effect/Schema"
import { CheckerName, Hit } from "./Checkers.ts"
import { root } from "./Copy.ts"
import * as Patch from "./Patch.ts"

const Recorded = Schema.Struct({
  checker: CheckerName,
  /** Its first hit; `null` while nobody has recorded one, which proves nothing. */
  hit: Schema.NullOr(Hit)
})

const Index = Schema.Record(Schema.String, Recorded)
const decodeIndex = Schema.decodeEffect(Schema.fromJsonString(Index))

export interface Defect {
  readonly name: string
  readonly patch: Patch.Patch
  readonly checker: CheckerName
  readonly hit: Hit | null
}

/** A bug without a line in the index, or the other way round, or a patch that cannot be read. */
export class DefectError extends Schema.TaggedError<DefectError>()("DefectError", { message: Schema.String }) {}

const suffix = ".patch"

/** By name. */
export const load = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const { join } = yield* Path.Path
  const folder = join(root, "packages", "proof", "planted")
  const index = yield* Effect.mapError(
    decodeIndex(yield* fs.readFileString(join(folder, "index.json"))),
    ({ message }) => new DefectError({ message: `index.json: ${message}` })
  )
  const names = (yield* fs.readDirectory(folder))
    .flatMap((file) => file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : [])
    .toSorted()
  const unknown = Object.keys(index).find((name) => !names.includes(name))
  if (unknown !== undefined) return yield* new DefectError({ message: `${unknown} is in index.json without a patch.` })
  return yield* Effect.forEach(names, (name) =>
    Effect.gen(function*() {
      const recorded = index[name]
      if (recorded === undefined) return yield* new DefectError({ message: `${name} is not in index.json.` })
      const patch = yield* Effect.mapError(
        Effect.fromResult(Patch.read(yield* fs.readFileString(join(folder, name + suffix)))),
        ({ message }) => new DefectError({ message: `${name}: ${message}` })
      )
      return { name, patch, ...recorded } satisfies Defect
    }))
})
