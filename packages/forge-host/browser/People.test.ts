/** Looking somebody up, seeing what the sync makes of them, and syncing just them. */
import { assert, it } from "@effect/vitest"
import type { AtlassianPerson, EntraPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

const person = (n: number, displayName: string, changes: Partial<EntraPerson> = {}): EntraPerson => {
  const [givenName = "", surname = ""] = displayName.split(" ")
  const mail = `${givenName}.${surname}@contoso.com`.toLowerCase()
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    displayName,
    givenName,
    surname,
    userPrincipalName: mail,
    mail,
    otherMails: [],
    proxyAddresses: [`SMTP:${mail}`],
    jobTitle: "Engineer",
    department: "Research",
    accountEnabled: true,
    userType: "Member",
    externalUserState: null,
    manager: null,
    ...changes
  }
}

const account = (n: number, displayName: string, changes: Partial<AtlassianPerson> = {}): AtlassianPerson => ({
  accountId: `712020:account-${n}`,
  accountType: "atlassian",
  active: true,
  displayName,
  emailAddress: `${displayName.replace(" ", ".")}@contoso.com`.toLowerCase(),
  emailVisibility: "shown",
  ...changes
})

const cleo = person(3, "Cleo Haas", { jobTitle: "Head of research" })
const anna = person(1, "Anna Meier", { manager: { kind: "user", id: cleo.id } })

const organisation: Organisation = {
  tenantId: "11111111-0000-4000-8000-000000000000",
  domain: "contoso.com",
  people: [
    anna,
    person(2, "Ben Okafor"),
    cleo,
    person(4, "Dana Lind", { mail: "shared@contoso.com" }),
    person(5, "Dario Lind", { mail: "shared@contoso.com" }),
    person(6, "Emil Novak", {
      mail: "emil.novak@contoso.org",
      userPrincipalName: "enovak@contoso.com",
      proxyAddresses: []
    }),
    person(7, "Fay Ito")
  ],
  accounts: [
    account(1, "Anna Meier"),
    account(2, "Ben Okafor"),
    account(3, "Cleo Haas"),
    account(4, "Dana Lind", { emailAddress: "shared@contoso.com" }),
    account(6, "Emil Novak"),
    account(8, "Gus Left", { active: false }),
    account(9, "Anna Bot", { accountType: "app" })
  ]
}

const site = (options: Browser.Options = {}) => Browser.make({ organisation, speed: 20, ...options })

const search = (text: string) => (app: Browser.Window["app"]) =>
  app.getByRole("searchbox", { name: "Name or email address" }).fill(text)

const choose = (name: string) => (app: Browser.Window["app"]) =>
  app.getByRole("button", { name: new RegExp(`^${name}`, "u") }).click()

it.live("somebody is found by the beginning of their name, and chosen with the keyboard alone", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    const window = yield* open({ path: "/people" })
    yield* window.use((app) => app.getByText("For people without an Atlassian account").waitFor())
    yield* window.screenshot("people-empty")
    yield* window.use(async (app, page) => {
      await app.getByRole("searchbox").focus()
      await page.keyboard.type("an")
      await app.getByRole("button", { name: /^Anna Meier/u }).waitFor()
      // The app's account is nobody.
      assert.strictEqual(await app.getByText("Anna Bot").count(), 0)
      assert.strictEqual(await app.getByText("1 person found").count(), 1)
    })
    yield* window.screenshot("people-found")
    yield* window.isAccessible
    yield* window.use(async (app, page) => {
      await page.keyboard.press("Tab")
      await page.keyboard.press("Enter")
      await app.getByRole("heading", { level: 2, name: "Anna Meier" }).waitFor()
      await app.getByText("the record says what it should").first().waitFor()
      await app.getByText("Create: written").waitFor()
      assert.match(page.url(), /#\/people\/712020%3Aaccount-1$/u)
    })
    yield* window.screenshot("people-linked")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Sync just them" }).click()
      await app.getByText("Nothing to change").waitFor()
      await app.getByRole("button", { name: "Search for somebody else" }).click()
      // What was found stands there as before.
      await app.getByRole("button", { name: /^Anna Meier/u }).waitFor()
      assert.isTrue(await app.getByRole("searchbox").evaluate((field) => field.ownerDocument.activeElement === field))
    })
  }))

it.live("a person with a new job title is synced alone", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    yield* simulated.entra.tenant.setPerson({ ...anna, jobTitle: "Principal engineer" })
    yield* simulated.entra.tenant.setPerson({ ...cleo, jobTitle: "Director" })
    const window = yield* open({ path: "/people" })
    yield* window.use(async (app) => {
      await search("anna")(app)
      await choose("Anna Meier")(app)
      await app.getByText("Job Title would change").waitFor()
    })
    yield* window.screenshot("people-change")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Sync just them" }).click()
      const dialog = app.getByRole("dialog", { name: "Sync Anna Meier?" })
      await dialog.getByText("Principal engineer").waitFor()
      assert.strictEqual(await dialog.getByText("Director").count(), 0)
    })
    yield* window.screenshot("people-confirm")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Write this record" }).click()
      await app.getByText("The record is written").waitFor()
      await app.getByText("Nothing: the record says what it should.").waitFor()
      await app.getByText("Update: written").waitFor()
    })
    yield* window.screenshot("people-synced")
    yield* window.isAccessible
    const titles = simulated.atlassian.assets.objects("Employee").map(({ values }) => values["Job Title"])
    assert.include(titles, "Principal engineer")
    assert.notInclude(titles, "Director")
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Open run", exact: true }).first().click()
      await page.waitForURL(/#\/runs\//u)
    })
  }))
