/** `npm start`: sets everything up once, then syncs a made-up company end to end. Arguments go to `simulate`. */
import { fileURLToPath } from "node:url"
import { prepare, root, run } from "./toolchain.mjs"

const { env, node } = await prepare("@entra-assets/cli")
// Paths in arguments are meant from where npm was called.
const cwd = process.env.INIT_CWD ?? root
const main = new URL("../packages/cli/src/main.ts", import.meta.url)
process.exitCode = await run(node, [fileURLToPath(main), "simulate", ...process.argv.slice(2)], { env, cwd })
