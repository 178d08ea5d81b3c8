/**
 * `npm run check:planner` and `npm run check:simulation`: sets everything up once, then searches for a world or a
 * history in which a promise breaks. Arguments go to the checker; the exit code is 1 when it found one. And
 * `npm run check:planted`, which shows that they do find what is wrong; its exit code is 1 when they do not. Last,
 * `npm run check:forge`, which packs the Forge app and lives through a sync of it with its functions killed.
 */
import { join } from "node:path"
import { everything, prepare, root, run } from "./toolchain.mjs"

const [checker = "", ...args] = process.argv.slice(2)
const isForge = checker === "forge"
const { env, node } = await prepare(isForge ? everything : "@entra-assets/proof")
const start = (...path) => (...args) => run(node, [join(root, "packages", ...path), ...args], { env })
const pack = start("forge-tools", "src", "main.ts")
const check = isForge
  ? start("forge-host", "dev", "check", "main.ts")
  : start("proof", "src", checker, "main.ts")

const packed = isForge ? await pack() : 0
process.exitCode = packed === 0 ? await check(...args) : packed
