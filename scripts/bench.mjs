/**
 * `npm run bench`: sets everything up once, then measures speed and memory, how long the packed Forge app takes to load,
 * and how quick the admin page is with a large plan. Arguments go to the benchmark of the engine.
 */
import { join } from "node:path"
import { pack } from "./pack.mjs"
import { everything, prepare, root, run } from "./toolchain.mjs"

const toolchain = await prepare(everything)
const { env, node } = toolchain
const start = (...path) => (...args) => run(node, [join(root, "packages", ...path), ...args], { env })

const codes = [
  await start("cli", "bench", "main.ts")(...process.argv.slice(2)),
  await pack(toolchain),
  await start("forge-tools", "bench", "main.ts")(),
  await start("forge-host", "bench", "main.ts")()
]
process.exitCode = codes.find((code) => code !== 0) ?? 0
