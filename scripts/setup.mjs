/** Runs under the project's own Node with pnpm on the PATH: installs the dependencies and notes that all is ready. */
import { writeFileSync } from "node:fs"
import { lockDigest, run, stampFile } from "./toolchain.mjs"

const code = await run("pnpm", ["install", "--frozen-lockfile", "--reporter", "append-only"], {
  stdio: ["ignore", 2, 2],
  shell: process.platform === "win32"
})
if (code !== 0) process.exit(code)
writeFileSync(stampFile, JSON.stringify({ node: process.execPath, lockDigest: lockDigest() }))
