/** Looking somebody up, seeing what the sync makes of them, and syncing just them. */
import { assert, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
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
      await app.getByText("Record created").waitFor()
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
      await app.getByText("the record says what it should").waitFor()
      await app.getByText("Record updated: Job title").waitFor()
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

it.live("somebody without a record gets theirs, and the link to their manager waits for the manager's", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.setUp(simulated, admin)
    const window = yield* open({ path: "/people/712020:account-1", height: 1500 })
    yield* window.use(async (app) => {
      await app.getByText("Found by address").waitFor()
      await app.getByText("No run has written anything yet.").waitFor()
    })
    yield* window.screenshot("people-matched")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Sync just them" }).click()
      await app.getByRole("dialog").getByText("The manager gets a record only when they are synced too").waitFor()
    })
    yield* window.screenshot("people-confirm-new")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Write this record" }).click()
      await app.getByText("The record is written").waitFor()
      await app.getByText("Record created").waitFor()
      await app.getByText("Linked", { exact: true }).waitFor()
    })
    assert.deepStrictEqual(
      simulated.atlassian.assets.objects("Employee").map(({ values }) => [values["Full Name"], values["Manager"]]),
      [["Anna Meier", undefined]]
    )
  }))

it.live("an account that leads to nobody says why, and who may be meant", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    const window = yield* open({ path: "/people/712020:account-6", height: 1900 })
    yield* window.use(async (app) => {
      await app.getByText("Nobody in Entra ID has the address emil.novak@contoso.com.").first().waitFor()
      await app.getByText("Give the person in Entra ID the address of their Atlassian account").first().waitFor()
      await app.getByText("emil.novak@contoso.org").waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Sync just them" }).count(), 0)
    })
    yield* window.screenshot("people-unmatched")
    yield* window.isAccessible
    // The way to the person who is meant, and from there back to the account.
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Show Emil Novak" }).click()
      await app.getByText("No Atlassian account has an address of this person").first().waitFor()
      assert.match(page.url(), /#\/people$/u)
      await app.getByRole("button", { name: "Show Emil Novak" }).click()
      await app.getByText("Nobody in Entra ID has the address").first().waitFor()
    })
  }))

it.live("an address that several people have links nobody, and both are named", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    const window = yield* open({ path: "/people/712020:account-4", height: 1900, theme: "dark" })
    yield* window.use(async (app) => {
      await app.getByText("2 people in Entra ID have the address shared@contoso.com as their email address.").first()
        .waitFor()
      await app.getByRole("button", { name: "Show Dana Lind" }).waitFor()
      await app.getByRole("button", { name: "Show Dario Lind" }).waitFor()
      await app.getByText("Let only one person in Entra ID have this address.").first().waitFor()
    })
    yield* window.screenshot("people-ambiguous-dark")
    yield* window.isAccessible
  }))

it.live("of two accounts that lead to one person each is told, with what to do, and the person was read", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    simulated.atlassian.setAccount(account(10, "Fay Ito"))
    simulated.atlassian.setAccount(account(11, "Fay Ito", { emailAddress: "fay@contoso.com" }))
    yield* simulated.entra.tenant.setPerson(
      person(7, "Fay Ito", { proxyAddresses: ["SMTP:fay.ito@contoso.com", "smtp:fay@contoso.com"] })
    )
    yield* Journey.synced(simulated, admin)
    const window = yield* open({ path: "/people/712020:account-11", height: 1700 })
    yield* window.use(async (app) => {
      await app.getByText("2 Atlassian accounts lead to the same person, so neither is linked.").first().waitFor()
      await app.getByText("Deactivate the account that the person does not use.").first().waitFor()
      const why = app.getByRole("region", { name: "Why they are not matched" })
      await why.getByText("fay.ito@contoso.com").first().waitFor()
      const read = app.getByRole("region", { name: "What was read" })
      assert.include(await read.textContent(), "00000000-0000-4000-8000-000000000007")
      await app.getByText("Succeeded").first().waitFor()
    })
    yield* window.screenshot("people-second-account")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Show Fay Ito" }).first().click()
      await app.getByText("2 Atlassian accounts lead to the same person, so neither is linked.").first().waitFor()
    })
    // In the preview they are told apart.
    const { plan } = yield* Journey.preview(simulated, admin)
    const preview = yield* open({ path: `/plans/${plan.id}`, height: 2000 })
    yield* preview.use(async (app) => {
      await app.getByRole("button", { name: "Show whom: People with a second Atlassian account" }).click()
      await app.getByRole("region", { name: "Worth a look" }).getByText("fay@contoso.com").first().waitFor()
      const list = app.getByRole("region", { name: "Every change" })
      await list.getByRole("button", { name: "Fay Ito (fay@contoso.com)" }).waitFor()
      await list.getByRole("button", { name: "Fay Ito (fay.ito@contoso.com)" }).waitFor()
    })
    yield* preview.screenshot("plan-second-account")
    yield* preview.isAccessible
    // Once there is a record, that decides.
    yield* simulated.entra.tenant.setPerson(person(7, "Fay Ito"))
    const { id } = yield* admin.ask("runNow", {})
    yield* Journey.settled(simulated, admin, id)
    yield* simulated.entra.tenant.setPerson(
      person(7, "Fay Ito", { proxyAddresses: ["SMTP:fay.ito@contoso.com", "smtp:fay@contoso.com"] })
    )
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Search for somebody else" }).click()
      await app.getByRole("textbox", { name: "Entra object ID or Atlassian account ID" }).fill("712020:account-11")
      await app.getByRole("button", { name: "Show", exact: true }).click()
      await app.getByRole("button", { name: "Read again" }).click()
      await app.getByText("Nothing, if the person uses the account that is linked.").waitFor()
      await app.getByRole("region", { name: "What was read" }).getByText("Linked account").waitFor()
    })
    yield* window.screenshot("people-second-account-linked")
    yield* window.isAccessible
  }))

it.live("of an ID that nobody has it is not said that anything was done to them", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    const window = yield* open({ path: "/people/712020:account-99", height: 1300 })
    yield* window.use(async (app) => {
      await app.getByText("Wrote nothing about them").waitFor()
      await app.getByText("Nobody is linked to this account.").waitFor()
    })
    yield* window.screenshot("people-unknown")
    yield* window.isAccessible
  }))

it.live("people without an account and deactivated accounts are found by their ID", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    simulated.atlassian.setAccount(account(2, "Ben Okafor", { active: false }))
    const window = yield* open({ path: "/people" })
    const find = (id: string) => async (app: Browser.Window["app"]) => {
      await app.getByRole("textbox", { name: "Entra object ID or Atlassian account ID" }).fill(id)
      await app.getByRole("button", { name: "Show" }).click()
    }
    yield* window.use(async (app) => {
      // Jira's search leaves deactivated accounts out.
      await search("ben")(app)
      await app.getByText("Jira found nobody for “ben”").waitFor()
    })
    yield* window.screenshot("people-nobody")
    yield* window.isAccessible
    yield* window.use(find("ben.okafor@contoso.com"))
    yield* window.use((app) => app.getByText("This is neither.").waitFor())
    yield* window.screenshot("people-no-id")
    yield* window.isAccessible
    yield* window.use(find(" 712020:account-2 "))
    yield* window.use((app) => app.getByText("because the Atlassian account is inactive").first().waitFor())
    yield* window.screenshot("people-deactivated")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Search for somebody else" }).click()
      await find("00000000-0000-4000-8000-000000000007".toUpperCase())(app)
      await app.getByRole("heading", { level: 2, name: "Fay Ito" }).waitFor()
      await app.getByText("No Atlassian account has an address of this person").first().waitFor()
    })
  }))

it.live("where Jira does not answer, it is asked again", () =>
  Effect.gen(function*() {
    const { open, site: simulated } = yield* site()
    simulated.atlassian.faults.add({ match: { path: /\/user\/search$/u }, behave: Faults.unavailable() })
    const window = yield* open({ path: "/people" })
    yield* window.use(async (app) => {
      await search("cleo")(app)
      await app.getByText("Jira did not answer the search.").waitFor()
    })
    yield* window.screenshot("people-search-failed")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Try again" }).click()
      await choose("Cleo Haas")(app)
      // Nothing can be said before the set-up.
      await app.getByRole("button", { name: "Open setup" }).click()
      await app.getByRole("tab", { name: "Setup", selected: true }).waitFor()
    })
  }))

it.live("on a large site the way leads to a preview", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    simulated.atlassian.faults.add({ match: { path: /\/users\/search$/u }, times: "always", behave: Faults.hang })
    const window = yield* open({ path: "/people/712020:account-1" })
    yield* window.use((app) => app.getByText("This takes some seconds.").waitFor())
    yield* window.screenshot("people-reading")
    yield* window.use((app) => app.getByText("Make a preview, and look for the person there.").waitFor())
    yield* window.screenshot("people-too-many")
    yield* window.isAccessible
  }))

it.live("without a licence people can be looked up, and what runs did is there", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    simulated.forge.switches.license = { active: false }
    const window = yield* open({ path: "/people/712020:account-1" })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { level: 2, name: "Anna Meier" }).waitFor()
      await app.getByText("How they were matched").waitFor()
      await app.getByText("Record created").waitFor()
      assert.isTrue(await app.getByRole("button", { name: "Sync just them" }).isDisabled())
    })
    yield* window.screenshot("people-read-only")
    yield* window.isAccessible
  }))

it.live("it fits a narrow window, in both themes", () =>
  Effect.gen(function*() {
    const { admin, open, site: simulated } = yield* site()
    yield* Journey.synced(simulated, admin)
    yield* simulated.entra.tenant.setPerson({ ...anna, jobTitle: "Principal engineer", manager: null })
    for (const theme of ["light", "dark"] as const) {
      const window = yield* open({ path: "/people/712020:account-1", width: 360, height: 2400, theme })
      yield* window.use(async (app) => {
        await app.getByText("Record created").waitFor()
        await app.getByText("Job Title and Manager").or(app.getByText("would change")).first().waitFor()
      })
      yield* window.screenshot(`people-narrow-${theme}`)
      yield* window.isAccessible
      const width = yield* window.use((app) => app.locator("html").evaluate((root) => root.scrollWidth))
      assert.isAtMost(width, 360)
    }
  }))
