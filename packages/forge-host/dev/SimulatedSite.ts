/**
 * A site with a made-up company, and the app installed on it: the bundle that Forge's bundler made and the real
 * manifest, in the Forge simulator. An admin of the site does what the page would do.
 */
import * as AtlassianSimulator from "@entra-assets/test-kit/AtlassianSimulator"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as ForgeManifest from "@entra-assets/test-kit/ForgeManifest"
import * as ForgeSimulator from "@entra-assets/test-kit/ForgeSimulator"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"

const root = new URL("../../../", import.meta.url)
const bundle = fileURLToPath(new URL("packages/forge-tools/dist/app/index.cjs", root))

export interface Options {
  readonly organisation: Organisation
  readonly seed: number | string
  /** Another bundle than the one that was packed last. */
  readonly bundle?: string
  readonly switches?: ForgeSimulator.Options["switches"]
  readonly atlassian?: AtlassianSimulator.Options["switches"]
  /** Who looks at the page; somebody of whom Jira knows no more than the id unless said. */
  readonly adminAccountId?: string
  readonly trace?: ForgeSimulator.Options["trace"]
  /** Milliseconds since 1970 at which simulated time begins. */
  readonly startAt?: number
  /** Enforce the limits that Microsoft and Atlassian publish. */
  readonly publishedLimits?: boolean
}

export interface SimulatedSite {
  readonly entra: EntraSimulator.EntraSimulator
  readonly atlassian: AtlassianSimulator.AtlassianSimulator
  readonly forge: ForgeSimulator.ForgeSimulator
  /** Account id of the admin who looks at the page. */
  readonly adminId: string
}

/** Somebody of the company who could be its Jira admin, as an option. */
export const anAdmin = ({ accounts }: Organisation): Pick<Options, "adminAccountId"> => {
  const account = accounts.find(({ accountType, active }) => active && accountType === "atlassian")
  return account === undefined ? {} : { adminAccountId: account.accountId }
}

/** The app is packed by `pnpm forge:app`, which `npm test` does first. */
const packed = (): string => {
  if (!existsSync(bundle)) throw new Error(`The app has to be packed first: run "pnpm forge:app".`)
  return bundle
}

export const make = Effect.fnUntraced(function*(
  { adminAccountId, atlassian: switches, organisation, publishedLimits = false, seed, ...options }: Options
): Effect.fn.Return<SimulatedSite, never, Scope.Scope> {
  const entra = yield* EntraSimulator.make({ organisation, ...(publishedLimits && { limits: "published" as const }) })
  const atlassian = yield* AtlassianSimulator.make({
    organisation,
    ...(adminAccountId !== undefined && { adminAccountId }),
    switches: { leanObjects: true, enforceLimits: publishedLimits, ...switches }
  })
  const manifest = yield* Effect.orDie(
    ForgeManifest.decode(parse(readFileSync(new URL("manifest.yml", root), "utf8")))
  )
  const adminId = atlassian.adminAccountId
  const forge = yield* ForgeSimulator.make({
    bundle: options.bundle ?? packed(),
    manifest,
    atlassian,
    simulators: [entra],
    seed,
    ...(options.trace !== undefined && { trace: options.trace }),
    ...(options.startAt !== undefined && { startAt: options.startAt }),
    switches: { jiraAdmins: [adminId], ...options.switches }
  })
  return { entra, atlassian, forge, adminId }
})
