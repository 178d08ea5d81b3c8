/** `npm run bench`: sets everything up once, then measures speed and memory. Arguments go to the benchmark. */
import { fileURLToPath } from "node:url"
import { prepare, run } from "./toolchain.mjs"

const { env, node } = await prepare("@entra-assets/cli")
const main = new URL("../packages/cli/bench/main.ts", import.meta.url)
process.exitCode = await run(node, [fileURLToPath(main), ...process.argv.slice(2)], { env })
