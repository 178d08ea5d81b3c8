/** `pnpm forge:app`: builds the app, judges it as `forge deploy` would, and packs it for the tests. */
import { execFileSync } from "node:child_process"
import { statSync } from "node:fs"
import { join } from "node:path"
import * as AppBundle from "./AppBundle.ts"
import * as ForgeTools from "./ForgeTools.ts"
import * as PageWeight from "./PageWeight.ts"

const kilobytes = (bytes: number) => Math.round(bytes / 1000)

const { directory, root } = AppBundle
execFileSync(process.execPath, [join(root, "packages", "forge-host", "build.mjs")], { stdio: "inherit" })
const problems = (await Promise.all([ForgeTools.lint(root), ForgeTools.bundle(root, directory)])).flat()
for (const { level, message } of problems) process.stdout.write(`${level}: ${message}\n`)
if (problems.length === 0) {
  const { size } = statSync(join(directory, "index.cjs"))
  process.stdout.write(
    `Manifest and handlers are accepted; the bundle has ${(size / 1_000_000).toFixed(2)} MB.\n`
      + `The admin page has ${kilobytes(PageWeight.measure())} KB gzipped (at most ${kilobytes(PageWeight.budget)}).\n`
  )
}
process.exitCode = problems.length === 0 ? 0 : 1
