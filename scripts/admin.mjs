/** `npm run admin`: packs the app and serves its admin page on localhost, with a made-up company behind it. */
import { join } from "node:path"
import { everything, prepare, root, run } from "./toolchain.mjs"

const { env, node } = await prepare(everything)
// Paths in arguments are meant from where npm was called.
const cwd = process.env.INIT_CWD ?? root
const start = (...path) => (...args) => run(node, [join(root, "packages", ...path), ...args], { env, cwd })
const pack = start("forge-tools", "src", "main.ts")
const serve = start("forge-host", "dev", "admin", "main.ts")
const packed = await pack()
process.exitCode = packed === 0 ? await serve(...process.argv.slice(2)) : packed
