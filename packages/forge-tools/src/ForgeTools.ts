/**
 * Atlassian's own Forge tools, each step in a process of its own with the app's root as working directory, offline and
 * without a login. What needs an account is left out: the linter's rules that run on Atlassian's servers, and the part
 * of the runtime that is packed beside the app's code.
 */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"

export interface Problem {
  readonly level: "error" | "warning"
  /** Begins with file, line and column where the tool gives them. */
  readonly message: string
}

const forge = fileURLToPath(new URL("internal/forge.cjs", import.meta.url))

/** Fails where the tool itself broke down. */
const run = (root: string, ...args: ReadonlyArray<string>) =>
  new Promise<ReadonlyArray<Problem>>((resolve, reject) => {
    execFile(process.execPath, [forge, ...args], { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""))
      else reject(error)
    })
  })

/** `manifest.yml` by its schema and by every rule that Forge checks on this side; part of `lint`, but faster. */
export const validateManifest = (root: string): Promise<ReadonlyArray<Problem>> => run(root, "manifest")

/** The manifest and the entry points in `src`, as `forge deploy` judges them for production. */
export const lint = (root: string): Promise<ReadonlyArray<Problem>> => run(root, "lint")

/** Packs the handlers as `forge deploy` does: `outDir` then holds `index.cjs` and its source map, and nothing else. */
export const bundle = (root: string, outDir: string): Promise<ReadonlyArray<Problem>> => run(root, "bundle", outDir)
