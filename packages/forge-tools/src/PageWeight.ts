/** What a browser loads before the admin page shows anything: its document, scripts and styles, gzipped. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { root } from "./AppBundle.ts"

export const directory: string = join(root, "packages", "forge-host", "dist", "admin-page")

/** Most bytes that it may have. */
export const budget = 300_000

/** The files that the document names; what is loaded later counts as late. */
const firstFiles = (): ReadonlyArray<string> => {
  const document = readFileSync(join(directory, "index.html"), "utf8")
  return ["index.html", ...Array.from(document.matchAll(/(?:src|href)="\.\/([^"]+)"/gu), ([, file]) => file ?? "")]
}

/** In bytes. */
export const measure = (): number =>
  firstFiles().reduce((sum, file) => sum + gzipSync(readFileSync(join(directory, file))).length, 0)
