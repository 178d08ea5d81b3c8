/**
 * `npm run pictures`, after `npm run test:browser`: puts the pictures that the docs show in place, as the browser tests
 * took them.
 */
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { root } from "./toolchain.mjs"

const taken = join(root, "packages", "forge-host", "dist", "screenshots")
const shown = join(root, "docs", "pictures")

const names = new Set(
  globSync("docs/*.md", { cwd: root }).flatMap((file) =>
    Array.from(readFileSync(join(root, file), "utf8").matchAll(/\]\(pictures\/([^)]+)\)/gu), ([, name]) => name)
  )
)
const missing = [...names].filter((name) => !existsSync(join(taken, name)))
if (missing.length > 0) {
  console.error(`Run "npm run test:browser" first. It has not taken: ${missing.join(", ")}`)
  process.exit(1)
}
rmSync(shown, { recursive: true, force: true })
mkdirSync(shown, { recursive: true })
for (const name of names) copyFileSync(join(taken, name), join(shown, name))
console.log(`${names.size} pictures are in docs/pictures.`)
