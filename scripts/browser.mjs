/**
 * `npm run test:browser`: packs the app and drives its admin page in Chromium, which has to be there already (`CHROMIUM`
 * says where, if not in the usual place). The last line says how many tests passed and failed. Arguments go to vitest.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { pack } from "./pack.mjs"
import { everything, prepare, root, run } from "./toolchain.mjs"

const toolchain = await prepare(everything)
const { env } = toolchain
const results = join(root, "node_modules", ".cache", "vitest-browser.json")
mkdirSync(join(root, "node_modules", ".cache"), { recursive: true })
rmSync(results, { force: true })

const packed = await pack(toolchain)
const reporters = ["--reporter", "default", "--reporter", "json", `--outputFile.json=${results}`]
const code = packed === 0
  ? await run("vitest", ["run", "--config", "vitest.browser.config.ts", ...reporters, ...process.argv.slice(2)], {
    env,
    shell: process.platform === "win32"
  })
  : packed
const { numFailedTests, numPassedTests } = (() => {
  try {
    return JSON.parse(readFileSync(results, "utf8"))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 }
  }
})()
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`)
process.exitCode = code
