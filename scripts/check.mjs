/**
 * `npm run check:planner` and `npm run check:simulation`: sets everything up once, then searches for a world or a
 * history in which a promise breaks. Arguments go to the checker; the exit code is 1 when it found one. And
 * `npm run check:planted`, which shows that they do find what is wrong; its exit code is 1 when they do not.
 */
import { fileURLToPath } from "node:url"
import { prepare, run } from "./toolchain.mjs"

const [checker = "", ...args] = process.argv.slice(2)
const { env, node } = await prepare("@entra-assets/proof")
const main = new URL(`../packages/proof/src/${checker}/main.ts`, import.meta.url)
process.exitCode = await run(node, [fileURLToPath(main), ...args], { env })
