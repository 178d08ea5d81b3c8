/** What an admin does with the app, from the empty site to a synced one: the steps, and waiting for a run to end. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Admin } from "./Admin.ts"
import type { SimulatedSite } from "./SimulatedSite.ts"

/** Installs the app, connects Entra ID, and creates the schema. */
export const setUp = Effect.fnUntraced(function*({ entra, forge }: SimulatedSite, admin: Admin) {
  yield* forge.install
  const saved = yield* admin.ask("saveEntra", {
    version: 0,
    cloud: "global",
    tenantId: entra.tenant.tenantId,
    clientId: EntraSimulator.defaultApp.clientId,
    clientSecret: EntraSimulator.defaultApp.secret,
    secretExpiresOn: null
  })
  return yield* admin.ask("connect", { version: saved.version, adopt: false, takeOver: false })
})

/** Has come to its end, or waits for somebody to decide. */
const isSettled = ({ endedAt, state }: Run) => state === "blocked" || (!isActive(state) && endedAt !== null)

export interface Patience {
  /** How often the page asks. */
  readonly every: Duration.Input
  readonly most: number
}

/** Lets time pass until the run is settled; a defect when it is not after so many looks. */
export const settled = Effect.fnUntraced(function*(
  { forge }: SimulatedSite,
  admin: Admin,
  runId: string,
  { every, most }: Patience = { every: "30 seconds", most: 400 }
) {
  for (let look = 0; look < most; look++) {
    yield* forge.advance(every)
    const { run } = yield* admin.ask("run", { runId })
    if (isSettled(run)) return run
  }
  return yield* Effect.die(new Error(`Run ${runId} was not settled after ${most} looks.`))
})

/** Starts a preview and waits for its plan. */
export const preview = Effect.fnUntraced(function*(site: SimulatedSite, admin: Admin, patience?: Patience) {
  const { id, planId } = yield* admin.ask("startPreview", {})
  const run = yield* settled(site, admin, id, patience)
  return { run, plan: yield* admin.ask("planHeader", { planId }) }
})

/** From the installed app to a synced site whose schedule is on. */
export const synced = Effect.fnUntraced(function*(site: SimulatedSite, admin: Admin, patience?: Patience) {
  yield* setUp(site, admin)
  const { plan } = yield* preview(site, admin, patience)
  const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
  const run = yield* settled(site, admin, id, patience)
  yield* admin.ask("turnOn", {})
  return run
})
