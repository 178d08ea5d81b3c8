/**
 * Part of `pnpm forge:app`: packs the handlers, core and what it needs of its dependencies into one tree-shaken file,
 * which is what Forge's bundler finds; Forge's own packages stay outside. It is called `.mjs` because the bundler would
 * rewrite a `.js` for older Nodes, which takes long and makes it slower. Beside it lies the admin page.
 */
import { build } from "esbuild"
import { fileURLToPath } from "node:url"

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

await build({
  entryPoints: [here("src/index.mts")],
  outfile: here("dist/index.mjs"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  external: ["@forge/*"],
  // Comments and indentation are a third of it; names stay, and lines short enough for a stack trace to say something.
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: "warning"
})
await import("./admin-page/build.mjs")
