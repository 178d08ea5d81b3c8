/** Packs the Forge app. Its bundler checks types, so what they are has to be built before. */
import { join } from "node:path"
import { root, run } from "./toolchain.mjs"

/** Resolves to an exit code. */
export const pack = async ({ env, node }) => {
  const built = await run("tsc", ["-b", join(root, "packages", "forge-host")], {
    env,
    shell: process.platform === "win32"
  })
  return built === 0 ? run(node, [join(root, "packages", "forge-tools", "src", "main.ts")], { env }) : built
}
