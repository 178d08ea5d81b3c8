/** The company to simulate: made up from a number and a seed, or read from a CSV file. */
import * as DirectoryCsv from "@entra-assets/test-kit/DirectoryCsv"
import * as Generator from "@entra-assets/test-kit/Generator"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import { UsageError } from "./UsageError.ts"

export interface DirectorySource {
  readonly people: number
  readonly seed: string
  readonly csv: Option.Option<string>
}

const readCsv = Effect.fnUntraced(function*(file: string) {
  const files = yield* FileSystem.FileSystem
  const text = yield* Effect.mapError(files.readFileString(file), (error) =>
    new UsageError({
      message: error.reason._tag === "NotFound"
        ? `${file}: there is no such file. Check the path after --csv.`
        : `${file}: the file cannot be read. Check that it is a file that you may read.`
    }))
  return yield* Effect.mapError(
    DirectoryCsv.parse(text),
    (error) => new UsageError({ message: `${file}: ${error.message}` })
  )
})

export const load = ({ csv, people, seed }: DirectorySource): Effect.Effect<
  Organisation,
  UsageError,
  FileSystem.FileSystem
> =>
  Option.match(csv, {
    onNone: () => Generator.generate({ people, seed }),
    onSome: readCsv
  })
