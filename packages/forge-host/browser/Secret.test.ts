/** The client secret: entered, forgotten by the page, expired, and replaced without losing anything. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as EntraForm from "./fixtures/EntraForm.ts"
import * as Memory from "./fixtures/Memory.ts"
import * as Visibility from "./fixtures/Visibility.ts"

const { defaultApp } = EntraSimulator
/** One of which nothing else on the page could have a piece. */
const newSecret = "kQ7~freshly-made.by_Microsoft-4TzW"

it.live("the page holds a secret no longer than it takes to save it", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* admin.ask("connect", { version: 0, adopt: false, takeOver: false })
    yield* site.entra.tenant.setApp({ ...defaultApp, secret: newSecret })
    const window = yield* open({ height: 1900 })
    yield* window.use(async (app) => {
      await EntraForm.fill(app, site)
      await EntraForm.secret(app).fill(newSecret)
    })
    // Else the search below would prove nothing.
    assert.isAbove(yield* Memory.count(window, newSecret), 0)
    yield* window.use(async (app) => {
      // It is tested on the way.
      await EntraForm.save(app).click()
      await app.getByRole("button", { name: "Start a preview" }).waitFor()
    })
    assert.strictEqual(yield* Memory.count(window, newSecret), 0)
    assert.deepStrictEqual(yield* Memory.stored(window), {})
    yield* window.use(async (app) => {
      await EntraForm.header(app).click()
      assert.strictEqual(await EntraForm.secret(app).inputValue(), "")
    })
  }))

it.live("a secret that has expired before the first sync: the preview says so, and leads to where it is replaced", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    yield* site.entra.tenant.setApp({ ...defaultApp, secretExpired: true })
    const window = yield* open({ height: 1900 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Start a preview" }).click()
      await app.getByText(/The client secret has expired/u).first().waitFor({ timeout: 60_000 })
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-preview-secret-expired")
    yield* site.entra.tenant.setApp({ ...defaultApp, secret: newSecret })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Check the connection" }).click()
      await EntraForm.secret(app).fill(newSecret)
      await EntraForm.save(app).click()
      await app.getByRole("button", { name: "Start a preview" }).click()
      await app.getByRole("heading", { name: "Your preview is ready" }).waitFor({ timeout: 60_000 })
    })
  }))

it.live(
  "a secret that ends: the overview says so, and the new one is entered where the notice leads",
  () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      const { entra, version } = (yield* admin.ask("state", {})).settings
      assert(entra !== null)
      yield* admin.ask("saveEntra", { ...entra, version, secretExpiresOn: "2026-01-06" })
      const records = site.atlassian.assets.objects("Employee").length
      const window = yield* open({ height: 1900, path: "/setup" })
      yield* window.use(async (app) => {
        await app.getByRole("heading", { name: "The client secret expires in 1 day, on Jan 6, 2026" }).waitFor()
        assert.strictEqual(await EntraForm.secret(app).count(), 0)
        await app.getByRole("button", { name: "Enter a new secret" }).click()
        await EntraForm.secret(app).waitFor()
        await app.locator(":focus").and(EntraForm.secret(app)).waitFor()
        // Nobody registers a second app for it.
        assert.strictEqual(await app.getByText("New registration").count(), 0)
        assert.strictEqual(await EntraForm.tenant(app).count(), 0)
        await app.getByText(defaultApp.clientId).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-secret-renewal")
      yield* window.use(async (app) => {
        // Again, from wherever the admin was meanwhile.
        await EntraForm.test(app).focus()
        await app.getByRole("button", { name: "Enter a new secret" }).click()
        await app.locator(":focus").and(EntraForm.secret(app)).waitFor()
        await app.getByRole("button", { name: "Show the whole connection" }).click()
        await EntraForm.tenant(app).waitFor()
        await app.getByRole("tab", { name: "Overview" }).click()
      })
      yield* site.entra.tenant.setApp({ ...defaultApp, secretExpired: true })
      // Half a day from the next tick, so that no other sync comes meanwhile.
      yield* site.forge.advance("60 hours")
      yield* Visibility.lookUntil(
        window,
        (app) => app.getByRole("heading", { name: "Microsoft Entra ID refuses the app" })
      )
      yield* window.use(async (app) => {
        await app.getByText(/The client secret has expired/u).waitFor()
        // Once is enough.
        await app.getByRole("heading", { name: /The client secret expire/u }).waitFor({ state: "detached" })
      })
      yield* window.isAccessible
      yield* window.screenshot("overview-secret-ended")
      yield* site.entra.tenant.setApp({ ...defaultApp, secret: newSecret })
      yield* window.use(async (app) => {
        await app.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Enter a new secret" }).click()
        await EntraForm.secret(app).fill(newSecret)
        // That day was the old secret's.
        assert.strictEqual(await EntraForm.expiry(app).inputValue(), "")
        await app.getByText(/^Jan 6, 2026 was the earlier secret's day, and goes with it\./u).waitFor()
        await EntraForm.expiry(app).fill("2028-01-05")
        // What does not work is not called complete.
        assert.include(await EntraForm.header(app).textContent(), "Needs attention")
        assert.strictEqual(await app.getByText("Setup is complete").count(), 0)
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-secret-replaced")
      yield* window.use(async (app) => {
        await EntraForm.test(app).click()
        await app.getByText("Everything works").waitFor()
        await EntraForm.save(app).click()
        await app.getByText("The client secret expires on Jan 5, 2028.").waitFor()
        await app.getByRole("heading", { name: "The connection was changed after the last sync had failed" }).waitFor()
        await app.getByRole("heading", { name: "Every step is done" }).waitFor()
      })
      const run = yield* Effect.flatMap(admin.ask("runNow", {}), ({ id }) => Journey.settled(site, admin, id))
      assert.strictEqual(run.state, "succeeded")
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, records)
      const { schedule, settings } = yield* admin.ask("state", {})
      assert.isTrue(schedule.on)
      assert.deepStrictEqual(settings.entra, { ...entra, secretExpiresOn: "2028-01-05" })
      yield* Visibility.lookUntil(
        window,
        (app) => app.getByRole("region", { name: "Notices" }).getByRole("heading"),
        "detached"
      )
    }),
  120_000
)

describe("a secret that was not tested", () => {
  it.live(
    "replaces the stored one only once it has passed, or the admin wants it all the same",
    () =>
      Effect.gen(function*() {
        const { admin, host, open, site } = yield* Browser.make()
        yield* Journey.synced(site, admin)
        const stored = (yield* admin.ask("state", {})).settings
        const works = Effect.map(
          admin.ask("testConnection", {
            cloud: "global",
            tenantId: site.entra.tenant.tenantId,
            clientId: defaultApp.clientId
          }),
          ({ checks }) => checks.every(({ outcome }) => outcome === "ok")
        )
        const window = yield* open({ height: 1900, path: "/setup/entra" })
        yield* window.use(async (app) => {
          await EntraForm.secret(app).fill("wrong~value")
          await EntraForm.expiry(app).fill("2028-01-05")
          await EntraForm.save(app).click()
          await EntraForm.question(app).getByText(/^Signing in: The client secret is wrong/u).waitFor()
        })
        yield* window.isAccessible
        yield* window.screenshot("setup-entra-without-test")
        assert.deepStrictEqual((yield* admin.ask("state", {})).settings, stored)
        assert.isTrue(yield* works)
        yield* window.use(async (app) => {
          await EntraForm.question(app).getByRole("button", { name: "Go back" }).click()
          await EntraForm.question(app).waitFor({ state: "detached" })
          // What the test has found stands there, also while the day is corrected, which is not tested.
          await app.getByText("The client secret is wrong.").waitFor()
          await EntraForm.expiry(app).fill("2028-02-05")
          await app.getByText("The client secret is wrong.").waitFor()
          assert.strictEqual(await EntraForm.secret(app).inputValue(), "wrong~value")
        })
        yield* site.entra.tenant.setApp({ ...defaultApp, secret: newSecret })
        yield* window.use(async (app) => {
          await EntraForm.secret(app).fill(newSecret)
          await EntraForm.test(app).click()
          await app.getByText("Everything works").waitFor()
          const before = host.calls().length
          await EntraForm.expiry(app).fill("2028-03-05")
          await app.getByText("Everything works").waitFor()
          await EntraForm.save(app).click()
          await app.getByText("The client secret expires on Mar 5, 2028.").waitFor()
          assert.notInclude(host.calls().slice(before), "testConnection")
        })
        assert.isTrue(yield* works)
        yield* window.use(async (app) => {
          await EntraForm.header(app).click()
          // The day alone needs no test.
          await EntraForm.expiry(app).fill("2028-04-05")
          await EntraForm.save(app).click()
          await app.getByText("The client secret expires on Apr 5, 2028.").waitFor()
          await EntraForm.header(app).click()
          await EntraForm.secret(app).fill("wrong~value")
          await EntraForm.save(app).click()
          await EntraForm.question(app).getByRole("button", { name: "Save without a passing test" }).click()
          await app.getByText("No expiry day is set for the client secret.").waitFor()
          // Nobody is told that all is well.
          await app.getByText("The next sync shows whether it works.", { exact: false }).waitFor()
          assert.strictEqual(await app.getByText("Setup is complete").count(), 0)
        })
        assert.isFalse(yield* works)
        yield* window.screenshot("setup-unproved")
      }),
    120_000
  )
})
