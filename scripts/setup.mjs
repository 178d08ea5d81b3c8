/**
 * Runs under the project's own Node with pnpm on the PATH: installs what the named package of ours needs, or everything,
 * and notes that it is ready.
 */
import { everything, noteReady, run } from "./toolchain.mjs"

const [name = everything] = process.argv.slice(2)
const filter = name === everything ? [] : ["--filter", `${name}...`]
const code = await run("pnpm", [...filter, "install", "--frozen-lockfile", "--reporter", "append-only"], {
  stdio: ["ignore", 2, 2],
  shell: process.platform === "win32"
})
if (code !== 0) process.exit(code)
noteReady(name)
