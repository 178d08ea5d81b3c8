/**
 * `npm test`: sets everything up, then builds, type checks, packs the Forge app, lints, checks the format, runs all
 * tests and lives through simulated histories. Every check runs even when one before it failed; the last line says how
 * many passed and failed.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { everything, prepare, root, run } from "./toolchain.mjs"

const { env } = await prepare(everything)
const results = join(root, "node_modules", ".cache", "vitest.json")
mkdirSync(join(root, "node_modules", ".cache"), { recursive: true })
rmSync(results, { force: true })

const checks = [
  { name: "Build and type check", command: "tsc", args: ["-b", ".", "tsconfig.test.json"] },
  { name: "Forge app", command: "node", args: ["packages/forge-tools/src/main.ts"] },
  { name: "Lint", command: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "Format", command: "dprint", args: ["check"] },
  {
    name: "Tests",
    command: "vitest",
    args: ["run", "--reporter", "default", "--reporter", "json", `--outputFile.json=${results}`]
  },
  {
    name: "Whole-engine simulation",
    command: "node",
    args: ["packages/proof/src/simulation/main.ts", "--seeds", "300"]
  }
]
const failed = []
for (const { args, command, name } of checks) {
  console.log(`\n${name}`)
  const startedAt = performance.now()
  const code = await run(command, args, { env, shell: process.platform === "win32" })
  if (code !== 0) failed.push(name)
  console.log(`${name}: ${code === 0 ? "ok" : "FAILED"} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
}

const tests = (() => {
  try {
    return JSON.parse(readFileSync(results, "utf8"))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  }
})()
const broken = failed.filter((name) => name !== "Tests" || tests.numFailedTests === 0)
if (failed.length > 0) console.log(`\nFailed: ${failed.join(", ")}`)
const passedChecks = checks.length - 1 - failed.filter((name) => name !== "Tests").length
if (tests.numPendingTests > 0) console.log(`\n${tests.numPendingTests} skipped`)
console.log(`\n${tests.numPassedTests + passedChecks} passed, ${tests.numFailedTests + broken.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
