/**
 * The app as the Forge bundler packs it, and where it lies. `npm test` and `pnpm forge:app` make it anew; tests that
 * run it only look it up, for packing takes seconds.
 */
import { existsSync, globSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The app's root, where its manifest is. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url))

export const directory: string = join(root, "packages", "forge-tools", "dist", "app")

/** Largest size of the file, in bytes; every cold start reads it. */
export const sizeLimit = 1_600_000

const sources = [
  "manifest.yml",
  "pnpm-lock.yaml",
  "src/**/*.ts",
  "packages/core/src/**/*.ts",
  "packages/forge-host/build.mjs",
  "packages/forge-host/src/**/*.{ts,mts}"
]

/** Its one file. Throws when it is absent or older than what it is made of. */
export const file = (): string => {
  const path = join(directory, "index.cjs")
  const packedAt = existsSync(path) ? statSync(path).mtimeMs : 0
  const newer = globSync(sources, { cwd: root }).find((source) => statSync(join(root, source)).mtimeMs > packedAt)
  if (newer === undefined) return path
  throw new Error(`The app has to be packed again, since ${newer} is newer: run "pnpm forge:app".`)
}
