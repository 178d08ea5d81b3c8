/**
 * A copy of the product and of its checkers in a folder of the system's temporary ones, which is removed with the scope.
 * Dependencies and test-kit are links to those of this checkout; nothing here is changed.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import { PlatformError, SystemError } from "effect/PlatformError"
import { symlink } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import * as Patch from "./Patch.ts"

export const root = fileURLToPath(new URL("../../../..", import.meta.url))

/** Without rights of an administrator on Windows too. */
const link = (target: string, path: string) =>
  Effect.tryPromise({
    try: () => symlink(target, path, "junction"),
    catch: (cause) =>
      new PlatformError(
        new SystemError({ _tag: "Unknown", module: "FileSystem", method: "symlink", pathOrDescriptor: path, cause })
      )
  })

/** Answers the folder that stands for the root of the repository; `null` for a copy without a bug. */
export const make = Effect.fnUntraced(function*(patch: Patch.Patch | null) {
  const fs = yield* FileSystem.FileSystem
  const { join } = yield* Path.Path
  const copy = yield* fs.makeTempDirectoryScoped({ prefix: "entra-assets-planted-" })
  const here = (...names: ReadonlyArray<string>) => join(root, "packages", ...names)
  const there = (...names: ReadonlyArray<string>) => join(copy, "packages", ...names)
  const modules = there("proof", "node_modules")

  yield* fs.makeDirectory(join(modules, "@entra-assets"), { recursive: true })
  yield* fs.makeDirectory(there("core"), { recursive: true })
  for (const name of ["core", "proof"]) {
    yield* fs.copy(here(name, "src"), there(name, "src"))
    yield* fs.copyFile(here(name, "package.json"), there(name, "package.json"))
  }
  yield* link(here("core", "node_modules"), there("core", "node_modules"))
  for (const name of ["@effect", "effect", "diff"]) {
    yield* link(here("proof", "node_modules", name), join(modules, name))
  }
  yield* link(there("core"), join(modules, "@entra-assets", "core"))
  yield* link(here("test-kit"), join(modules, "@entra-assets", "test-kit"))

  for (const change of patch?.changes ?? []) {
    const file = join(copy, change.path)
    yield* fs.writeFileString(file, yield* Effect.fromResult(Patch.apply(change, yield* fs.readFileString(file))))
  }
  return copy
})
