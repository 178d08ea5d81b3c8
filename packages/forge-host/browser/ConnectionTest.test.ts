/** "Test connection", failure by failure: each is told at its own check, with its own next step, and the rest waits. */
import { assert, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import type { FrameLocator } from "playwright-core"
import type { SimulatedSite } from "../dev/SimulatedSite.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as EntraForm from "./fixtures/EntraForm.ts"

const { defaultApp } = EntraSimulator
const otherGuid = "8d0f0f6a-3c3e-4a55-9c39-6c1f1d3c7e11"

/** In their order, as the page calls them. */
const checks = [
  "Directory (tenant) ID",
  "Signing in",
  "Permission to read users",
  "Reading a few users",
  "Access to Assets"
] as const
type Check = (typeof checks)[number]

interface Failure {
  readonly what: string
  /** Makes it so, and says how to undo it. */
  readonly arrange: (site: SimulatedSite) => Effect.Effect<() => Effect.Effect<void>>
  readonly type?: (app: FrameLocator) => Promise<void>
  readonly at: Check
  readonly says: string | RegExp
  readonly next: string | RegExp
}

const setApp = (site: SimulatedSite, change: Partial<typeof defaultApp>) =>
  Effect.as(
    site.entra.tenant.setApp({ ...defaultApp, ...change }),
    () => site.entra.tenant.setApp(defaultApp)
  )
const fault = (site: SimulatedSite, host: string, behave: Faults.Behaviour) =>
  Effect.sync(() => {
    const remove = site.entra.faults.add({ match: { host }, times: "always", behave })
    return () => Effect.sync(remove)
  })
const asItIs = () => Effect.succeed(() => Effect.void)

const failures: ReadonlyArray<Failure> = [
  {
    what: "a tenant that does not exist",
    arrange: asItIs,
    type: (app) => EntraForm.tenant(app).fill("contoso.com"),
    at: "Signing in",
    says: "There is no tenant with this ID in this cloud.",
    next: /Compare Directory \(tenant\) ID with Entra ID.s overview page/u
  },
  {
    what: "a client ID that the tenant does not know",
    arrange: asItIs,
    type: (app) => EntraForm.client(app).fill(otherGuid),
    at: "Signing in",
    says: "The tenant has no app with this client ID.",
    next: /Compare Application \(client\) ID and Directory \(tenant\) ID/u
  },
  {
    what: "a secret that has expired",
    arrange: (site) => setApp(site, { secretExpired: true }),
    at: "Signing in",
    says: "The client secret has expired.",
    next: "Create a new client secret in the app registration, and enter its Value here."
  },
  {
    what: "a policy that keeps the app out",
    arrange: (site) => setApp(site, { blocked: "conditionalAccess" }),
    at: "Signing in",
    says: "A Conditional Access policy or a tenant restriction keeps the app from signing in.",
    next: /Ask who manages Conditional Access/u
  },
  {
    what: "an app registration that is switched off",
    arrange: (site) => setApp(site, { blocked: "disabled" }),
    at: "Signing in",
    says: "The app registration is disabled in the tenant.",
    next: /Enable it in Entra ID under Enterprise applications/u
  },
  {
    what: "Microsoft's sign-in out of reach",
    arrange: (site) => fault(site, site.entra.loginHost, Faults.disconnect),
    at: "Signing in",
    says: "Microsoft's sign-in service cannot be reached.",
    next: /^Try again in a few minutes/u
  },
  {
    what: "a delegated permission instead of the application one, which gives no role",
    arrange: (site) => setApp(site, { roles: [] }),
    at: "Permission to read users",
    says: /it needs the permission User\.Read\.All/u,
    next:
      /add the Application permission User\.Read\.All of Microsoft Graph \(a delegated one is not enough\) and choose Grant admin consent/u
  },
  {
    what: "Graph out of reach",
    arrange: (site) => fault(site, site.entra.graphHost, Faults.disconnect),
    at: "Permission to read users",
    says: /Microsoft Graph cannot be reached/u,
    next: /Try again later/u
  },
  {
    what: "Graph out of order",
    arrange: (site) => fault(site, site.entra.graphHost, Faults.badGateway),
    at: "Permission to read users",
    says: /Microsoft Graph is out of order \(HTTP 502, asked to list users\)/u,
    next: /Try again later/u
  },
  {
    what: "a tenant that shows nobody",
    arrange: (site) =>
      Effect.sync(() => {
        site.entra.switches.emptyList = true
        return () =>
          Effect.sync(() => {
            site.entra.switches.emptyList = false
          })
      }),
    at: "Reading a few users",
    says: "Microsoft Graph shows no user of this tenant that could be read.",
    next: "Check that this is the tenant whose people are to be synced."
  },
  {
    what: "Assets that lets nobody in any more",
    arrange: (site) =>
      Effect.sync(() => {
        site.atlassian.switches.workspaces = "empty"
        return () =>
          Effect.sync(() => {
            site.atlassian.switches.workspaces = "licensed"
          })
      }),
    at: "Access to Assets",
    says: /^The site has no Assets that the account can see/u,
    next: /^Use a site with Jira Service Management Premium or Enterprise/u
  }
]

it.live("each failure is told at its own check, and what builds on it is not checked", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* admin.ask("connect", { version: 0, adopt: false, takeOver: false })
    const window = yield* open({ height: 2000 })
    const item = (app: FrameLocator, check: Check) =>
      app.getByRole("listitem").filter({ has: app.getByText(check, { exact: true }) })
    for (const { arrange, at, next, says, type, what } of failures) {
      const undo = yield* arrange(site)
      yield* window.use(async (app) => {
        await EntraForm.fill(app, site)
        await type?.(app)
        await EntraForm.test(app).click()
        await app.getByText("Something still needs your attention").waitFor()
        const failed = item(app, at)
        await failed.getByRole("img", { name: "Failed" }).waitFor()
        await failed.getByText(says).waitFor()
        await failed.getByText(next).waitFor()
        // Assets is looked at in any case.
        const outcomes = checks.map((check) =>
          check === at
            ? "Failed"
            : check === "Access to Assets" || checks.indexOf(check) < checks.indexOf(at)
            ? "OK"
            : "Not checked"
        )
        for (const [index, check] of checks.entries()) {
          assert.strictEqual(
            await item(app, check).getByRole("img").getAttribute("aria-label"),
            outcomes[index],
            `${what}: ${check}`
          )
        }
      })
      if (at === "Permission to read users") yield* window.isAccessible
      yield* undo()
    }
    yield* window.screenshot("setup-entra-no-assets")
    yield* window.use(async (app) => {
      await EntraForm.fill(app, site)
      await EntraForm.test(app).click()
      await app.getByText("Everything works").waitFor()
    })
  }), 120_000)
