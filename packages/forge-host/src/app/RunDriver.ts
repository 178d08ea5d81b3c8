/**
 * One slice of a run within this invocation, whoever asks for it: an event of the queue, or the open page. What comes
 * after the slice is theirs to see to.
 */
import type { Settings } from "@entra-assets/core/model/Settings"
import { StatusBoard } from "@entra-assets/core/ports/StatusBoard"
import type { Run } from "@entra-assets/core/sync/Run"
import { runSlice } from "@entra-assets/core/sync/RunSlice"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ForgeHttpClient from "../forge/ForgeHttpClient.ts"
import { Invocation } from "../forge/Invocation.ts"
import * as Engine from "./Engine.ts"
import { type Connection, type SiteSettings, toSettings } from "./SiteSettings.ts"
import * as StatusObject from "./StatusObject.ts"

/** A site whose set-up is finished. */
export interface ConnectedSite extends Pick<SiteSettings, "budgets" | "retention" | "secretVersion"> {
  readonly settings: Settings
  readonly connection: Connection
  /** `null` while it is switched off. */
  readonly statusObject: StatusObject.StatusSettings | null
}

/** `null` while a step of the set-up is missing. */
export const connected = (site: SiteSettings | null): ConnectedSite | null => {
  const settings = site === null ? null : toSettings(site)
  if (site === null || settings === null || site.connection === null) return null
  const { budgets, connection, retention, secretVersion } = site
  return { settings, connection, budgets, retention, secretVersion, statusObject: StatusObject.settingsOf(site) }
}

/** How long the accounts that one run has read serve others: a scan takes hours of a large site's share of points. */
export const accountsMaxAgeMillis = 24 * 3_600_000

/** What a run reads from and writes to, with what this invocation may send. */
export const ports = (
  site: ConnectedSite
): Layer.Layer<Engine.Ports, never, Engine.Stores | Invocation> =>
  Layer.unwrap(
    Effect.map(Invocation, ({ egressLimit }) =>
      Engine.ports(site).pipe(
        Layer.provide(ForgeHttpClient.layer({ assetsCaller: site.connection.caller, egressLimit }))
      ))
  )

/** Works until the deadline, in milliseconds since 1970. */
export const slice = (runId: string, site: ConnectedSite, deadline: number) => {
  const { retention, settings } = site
  return runSlice(runId, { settings, deadline, accountsMaxAgeMillis, retention }).pipe(
    Effect.provideServiceEffect(StatusBoard, StatusObject.board(site.statusObject)),
    Effect.provide(ports(site))
  )
}

/** Of a slice that the page drives, and of its invocation's time for what comes after the slice. */
const longestMillis = 20_000
const reserveMillis = 3000

/** A slice for the open page, which waits for it; nothing while the run itself waits. Answers the run. */
export const drive = Effect.fn("RunDriver.drive")(function*(run: Run, site: ConnectedSite) {
  const now = yield* Clock.currentTimeMillis
  if (run.waiting !== null && now < run.waiting.until) return run
  const { endsAt } = yield* Invocation
  const result = yield* slice(run.id, site, Math.min(now + longestMillis, endsAt - reserveMillis))
  return result.run
})
