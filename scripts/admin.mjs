/** `npm run admin`: packs the app and serves its admin page on localhost, with a made-up company behind it. */
import { join } from "node:path"
import { pack } from "./pack.mjs"
import { everything, prepare, root, run } from "./toolchain.mjs"

const toolchain = await prepare(everything)
const { env, node } = toolchain
const packed = await pack(toolchain)
const serve = () => {
  const page = join(root, "packages", "forge-host", "dev", "admin", "main.ts")
  // Paths in arguments are meant from where npm was called.
  return run(node, [page, ...process.argv.slice(2)], { env, cwd: process.env.INIT_CWD ?? root })
}
process.exitCode = packed === 0 ? await serve() : packed
