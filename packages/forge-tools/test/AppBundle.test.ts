/** The app as Forge's bundler packed it: small enough, and it loads. What it does is tested in forge-host. */
import { assert, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { statSync } from "node:fs"
import { join } from "node:path"
import * as AppBundle from "../src/AppBundle.ts"

it("is at most 1.6 MB", () => {
  assert.isAtMost(statSync(AppBundle.file()).size, AppBundle.sizeLimit)
})

it("loads in Node without a word, and exports every handler", () => {
  const load = join(import.meta.dirname, "fixtures", "load.cjs")
  assert.deepStrictEqual(JSON.parse(execFileSync(process.execPath, [load, AppBundle.file()], { encoding: "utf8" })), [
    "consumer",
    "lifecycle",
    "preUninstall",
    "resolver",
    "tick"
  ])
})
