/** Debian's Chromium, or another one, without a window. */
import * as Effect from "effect/Effect"
import { existsSync } from "node:fs"
import { chromium } from "playwright-core"

const candidates = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** Where it is; `null` when there is none. */
export const find = (): string | null =>
  candidates.find((path): path is string => path !== undefined && existsSync(path)) ?? null

const needed = (): string => {
  const found = find()
  if (found === null) throw new Error("There is no Chromium. Install it, or say where it is in CHROMIUM.")
  return found
}

export const launch = Effect.acquireRelease(
  Effect.promise(() =>
    chromium.launch({
      executablePath: needed(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync"
      ]
    })
  ),
  (browser) => Effect.promise(() => browser.close())
)
