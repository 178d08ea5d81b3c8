/** What an admin meets in the set-up when something is wrong: what they typed, Microsoft, Assets, or somebody else. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import type { FrameLocator } from "playwright-core"
import * as Admin from "../dev/Admin.ts"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

const { defaultApp } = EntraSimulator
const otherGuid = "8d0f0f6a-3c3e-4a55-9c39-6c1f1d3c7e11"
const plain = { adopt: false, takeOver: false }

const tenant = (app: FrameLocator) => app.getByLabel("Directory (tenant) ID")
const client = (app: FrameLocator) => app.getByLabel("Application (client) ID")
const secret = (app: FrameLocator) => app.getByLabel("Client secret (Value)")
const test = (app: FrameLocator) => app.getByRole("button", { name: /^Test (?:connection|again)$/u })
const save = (app: FrameLocator) => app.getByRole("button", { name: "Save", exact: true })

/** With the schema created, so that the connection to Entra ID is next. */
const atEntra = Effect.fnUntraced(function*() {
  const made = yield* Browser.make()
  yield* made.admin.ask("connect", { version: 0, ...plain })
  const fill = async (app: FrameLocator) => {
    await tenant(app).fill(made.site.entra.tenant.tenantId)
    await client(app).fill(defaultApp.clientId)
    await secret(app).fill(defaultApp.secret)
  }
  return { ...made, fill }
})

/** Somebody else who administers Jira. */
const secondAdmin = ({ adminId, atlassian, forge }: Effect.Success<ReturnType<typeof Browser.make>>["site"]) => {
  const other = atlassian.accounts().find(({ accountId, active }) => active && accountId !== adminId)
  assert(other !== undefined)
  forge.switches.jiraAdmins = [adminId, other.accountId]
  return other
}

describe("what is typed", () => {
  it.live("is checked at each field, before anybody is asked", () =>
    Effect.gen(function*() {
      const { host, open, site } = yield* atEntra()
      const window = yield* open({ height: 1900 })
      yield* window.use(async (app) => {
        await test(app).click()
        await app.getByText("Enter the Directory (tenant) ID").waitFor()
        await app.getByText("Paste the secret's Value: none is stored yet.").waitFor()
        assert.isTrue(await tenant(app).evaluate((field) => field === document.activeElement))
        await tenant(app).fill("contoso")
        await client(app).fill("my app")
        await secret(app).fill(otherGuid)
        await app.getByLabel("Secret expires on (optional)").fill("2025-12-31")
        await app.getByText(`This is the secret's "Secret ID". Paste its Value instead.`).waitFor()
        await save(app).click()
        await app.getByText("This day has passed.").waitFor()
        await app.getByText("Enter the Application (client) ID").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-entra-wrong-input")
      assert.notInclude(host.calls(), "testConnection")
      assert.notInclude(host.calls(), "saveEntra")
      yield* window.use(async (app) => {
        await tenant(app).fill(site.entra.tenant.tenantId)
        await app.getByText("Enter the Directory (tenant) ID").waitFor({ state: "detached" })
        await app.getByRole("button", { name: "Discard changes" }).click()
        assert.strictEqual(await secret(app).inputValue(), "")
      })
    }))

  it.live("is tested at Microsoft, and each refusal says what to do", () =>
    Effect.gen(function*() {
      const { admin, fill, open, site } = yield* atEntra()
      const window = yield* open({ height: 2000 })
      yield* window.use(async (app) => {
        await fill(app)
        await secret(app).fill("wrong~value")
        await test(app).click()
        await app.getByText("The client secret is wrong.").waitFor()
        await app.getByText("Paste the secret's Value, not its Secret ID.").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-entra-wrong-secret")
      yield* window.use(async (app) => {
        await fill(app)
        await tenant(app).fill(otherGuid)
        await test(app).click()
        await app.getByText("There is no tenant with this ID in this cloud.").waitFor()
      })
      yield* site.entra.tenant.setApp({ ...defaultApp, roles: [] })
      yield* window.use(async (app) => {
        await fill(app)
        await test(app).click()
        await app.getByText(/needs the permission User\.Read\.All/u).waitFor()
        await app.getByText("Something still needs your attention").waitFor()
      })
      yield* window.screenshot("setup-entra-no-consent")
      yield* site.entra.tenant.setApp(defaultApp)
      yield* window.use(async (app) => {
        await test(app).click()
        await app.getByText("Everything works").waitFor()
        await save(app).click()
        await app.getByRole("button", { name: "Start a preview" }).waitFor()
        await app.getByRole("button", { name: /Connect Microsoft Entra ID/u }).click()
        assert.strictEqual(await secret(app).inputValue(), "")
        assert.strictEqual(await secret(app).getAttribute("placeholder"), "Stored. Leave empty to keep it.")
        await app.getByLabel("Secret expires on (optional)").fill("2026-12-31")
        await save(app).click()
        await app.getByText("The client secret expires on Dec 31, 2026.").waitFor()
      })
      assert.strictEqual((yield* admin.ask("state", {})).settings.entra?.secretExpiresOn, "2026-12-31")
    }))

  it.live("is not saved over what another admin has saved meanwhile", () =>
    Effect.gen(function*() {
      const { admin, fill, open, site } = yield* atEntra()
      const bob = secondAdmin(site)
      const other = Admin.make(site, { accountId: bob.accountId })
      const window = yield* open({ height: 1900 })
      yield* window.use(fill)
      yield* other.ask("saveEntra", {
        version: (yield* other.ask("state", {})).settings.version,
        cloud: "global",
        tenantId: "contoso.com",
        clientId: defaultApp.clientId,
        clientSecret: defaultApp.secret,
        secretExpiresOn: null
      })
      yield* window.use(async (app) => {
        await save(app).click()
        await app.getByText(`${bob.displayName} changed the connection to Entra ID`).waitFor()
        await app.getByText("Directory (tenant) ID: not set → contoso.com").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-entra-stale")
      assert.strictEqual((yield* admin.ask("state", {})).settings.entra?.tenantId, "contoso.com")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Load what is stored now" }).click()
        assert.strictEqual(await tenant(app).inputValue(), site.entra.tenant.tenantId)
        await save(app).click()
        await app.getByRole("button", { name: "Start a preview" }).waitFor()
      })
      assert.strictEqual((yield* admin.ask("state", {})).settings.entra?.tenantId, site.entra.tenant.tenantId)
    }))
})

describe("in Assets", () => {
  it.live("the key belongs to another schema until somebody changes that", () =>
    Effect.gen(function*() {
      const { open, site } = yield* Browser.make()
      yield* site.atlassian.assets.addSchema({ name: "Entrances", objectSchemaKey: "ENTRA", objectTypes: [] })
      const window = yield* open()
      yield* window.use(async (app) => {
        await app.getByText("The key ENTRA belongs to another schema").waitFor()
        await app.getByText(/Rename the key of "Entrances" in Assets/u).waitFor()
        await app.getByRole("button", { name: "Check again" }).waitFor()
        assert.strictEqual(await app.getByRole("button", { name: "Create the schema" }).count(), 0)
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-assets-foreign")
    }))

  it.live("the schema of an earlier installation is used on, with its records", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* admin.ask("connect", { version: 0, ...plain })
      const { assets } = site.atlassian
      yield* assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1", "Atlassian Account ID": "a" })
      yield* assets.createObject("Employee", { Name: "By hand" })
      yield* assets.removeAttribute("Employee", "Department")
      yield* site.forge.uninstall
      yield* site.forge.install
      const window = yield* open()
      yield* window.use(async (app) => {
        await app.getByText("A schema of this app is here already").waitFor()
        await app.getByText(/holds 2 records, 1 of them linked to a person/u).waitFor()
        await app.getByText("These attributes are missing and will be created: Department.").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-assets-adoptable")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Use this schema" }).click()
        await tenant(app).waitFor()
      })
      assert.lengthOf(assets.objects("Employee"), 2)
      assert.include(assets.attributeNames("Employee"), "Department")
    }))

  it.live("another admin takes the connection over, and what was removed is mended", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.setUp(site, admin)
      const bob = secondAdmin(site)
      yield* site.atlassian.assets.removeAttribute("Employee", "Job Title")
      const window = yield* open({ user: bob.accountId, path: "/setup" })
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: /Create the Assets schema/u }).click()
        await app.getByText("The schema has been changed in Assets").waitFor()
        await app.getByText(/"Job Title" was removed/u).waitFor()
      })
      yield* window.screenshot("setup-assets-damaged")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Mend the schema" }).click()
        await app.getByRole("dialog").getByText(/connected the app on/u).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-assets-take-over")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Take over" }).click()
        await app.getByText(`Connected by ${bob.displayName}`).waitFor()
      })
      assert.include(site.atlassian.assets.attributeNames("Employee"), "Job Title")
      assert.strictEqual<string | undefined>(
        (yield* admin.ask("state", {})).settings.connection?.connectedBy,
        bob.accountId
      )
    }))

  it.live("nobody is let in: what is missing is said for each caller", () =>
    Effect.gen(function*() {
      const { open, site } = yield* Browser.make({ atlassian: { workspaces: "empty" } })
      const window = yield* open()
      yield* window.use((app) => app.getByText("This site has no Assets").waitFor())
      yield* window.isAccessible
      yield* window.screenshot("setup-assets-none")
      const { adminId, atlassian } = site
      atlassian.switches.workspaces = "licensed"
      atlassian.switches.assetsRoles = new Map([[atlassian.appAccountId, "user"], [adminId, "user"]])
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Check again" }).click()
        await app.getByRole("button", { name: "Create the schema" }).click()
        await app.getByText("The schema could not be created").waitFor()
        await app.getByText("A role in Assets is missing").waitFor()
        await app.getByText("As the app itself").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-assets-not-writable")
      atlassian.switches.assetsRoles = new Map()
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Create the schema" }).click()
        await tenant(app).waitFor()
      })
    }))

  it.live(
    "only who is present is let in: everything works by hand, and there is no schedule",
    () =>
      Effect.gen(function*() {
        const { fill, open, site } = yield* Effect.map(
          Browser.make({ atlassian: { assetsRefusesApp: true }, switches: { assetsRefusesImpersonation: true } }),
          (made) => ({
            ...made,
            fill: async (app: FrameLocator) => {
              await tenant(app).fill(made.site.entra.tenant.tenantId)
              await client(app).fill(defaultApp.clientId)
              await secret(app).fill(defaultApp.secret)
            }
          })
        )
        const window = yield* open()
        yield* window.use((app) => app.getByText("On this site, syncs need somebody to be present").waitFor())
        yield* window.isAccessible
        yield* window.screenshot("setup-assets-present-only")
        yield* window.use(async (app) => {
          await app.getByRole("button", { name: "Create the schema" }).click()
          await tenant(app).waitFor()
          await app.getByText("Syncs run only while an admin has this page open.").waitFor()
          await fill(app)
          await save(app).click()
          await app.getByText("On this site syncs are started by hand").waitFor()
          await app.getByRole("button", { name: "Start a preview" }).click()
          await app.getByRole("button", { name: "Apply this plan" }).click({ timeout: 60_000 })
          await app.getByRole("button", { name: /^Write \d+ changes$/u }).click()
          await app.getByText("On this site, syncs are started by hand.").waitFor({ timeout: 60_000 })
        })
        yield* window.screenshot("setup-complete-by-hand")
        assert.isAbove(site.atlassian.assets.objects("Employee").length, 0)
      }),
    120_000
  )
})

it.live("a preview under other settings is made anew, not applied", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    yield* Journey.preview(site, admin)
    const { settings: { rules, version } } = yield* admin.ask("state", {})
    yield* admin.ask("saveRules", { version, rules: { ...rules, textLimit: 100 } })
    const window = yield* open({ path: "/setup", height: 1200 })
    yield* window.use(async (app) => {
      await app.getByText("The settings have changed since this preview was made").waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Apply this plan" }).count(), 0)
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-preview-stale")
  }))

describe("who may", () => {
  it.live("set up is who administers Jira", () =>
    Effect.gen(function*() {
      const { open, site } = yield* Browser.make()
      const other = site.atlassian.accounts().find(({ accountId, active }) => active && accountId !== site.adminId)
      assert(other !== undefined)
      const window = yield* open({ user: other.accountId, path: "/setup" })
      yield* window.use((app) => app.getByText("You need to be a Jira administrator").waitFor())
      yield* window.isAccessible
      yield* window.screenshot("setup-not-allowed")
    }))

  it.live("without a licence everybody sees everything, and nobody changes anything", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.setUp(site, admin)
      yield* Journey.preview(site, admin)
      site.forge.switches.license = { active: false }
      const window = yield* open({ path: "/setup", height: 1200 })
      yield* window.use(async (app) => {
        await app.getByRole("heading", { name: "Your preview is ready" }).waitFor()
        assert.isTrue(await app.getByRole("button", { name: "Apply this plan" }).isDisabled())
        assert.isTrue(await app.getByLabel("Days from one sync to the next").isDisabled())
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-read-only")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: /Connect Microsoft Entra ID/u }).click()
        assert.isTrue(await tenant(app).isDisabled())
        assert.strictEqual(await tenant(app).inputValue(), site.entra.tenant.tenantId)
        await app.getByRole("button", { name: /Create the Assets schema/u }).click()
        await app.getByText("What is in Assets can be checked once the license is renewed.").waitFor()
      })
      yield* window.isAccessible
    }))
})
