/** Narrow windows, zoom, long names and names of every script: nothing is cut off, and nothing moves for who asks. */
import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

/** 120 characters, without a place to break. */
const long = "Maximiliana-Theodora".repeat(6)
const arabic = "ليلى عبد الرحمن المنصوري"
const emoji = "Ada 👩‍🚀 Lovelace 🇬🇧"

/** A company whose first people are called so. */
const company = Effect.map(Generator.generate({ people: 60, seed: 1 }), (organisation) => {
  const names = [long, arabic, emoji]
  const able = organisation.accounts
    .filter(({ accountType, active, emailVisibility }) =>
      active && accountType === "atlassian" && emailVisibility === "shown"
    )

  // The first of them administers Jira.
  const named = able.slice(1, 1 + names.length)
  const nameOf = (address: string | null) =>
    names[named.findIndex(({ emailAddress }) => emailAddress.toLowerCase() === address?.toLowerCase())]
  return {
    named: named.map((account, index) => ({ ...account, displayName: names[index] ?? account.displayName })),
    organisation: {
      ...organisation,
      accounts: organisation.accounts.map((account) => {
        const index = named.indexOf(account)
        const name = account === able[0] ? long : names[index]
        return name === undefined ? account : { ...account, displayName: name }
      }),
      people: organisation.people.map((person) => {
        const name = nameOf(person.mail)
        return name === undefined ? person : { ...person, displayName: name, department: name, jobTitle: long }
      })
    }
  }
})

/** What stands beyond the edge of the page, where nobody can get at it. */
const cutOff = ({ use }: Browser.Window) =>
  use((app) =>
    app.locator("html").evaluate((html) => {
      const width = html.clientWidth
      const scrolls = (element: Element | null): boolean =>
        element !== null && element !== html &&
        (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
      return Array.from(html.querySelectorAll("main *, [role=dialog] *"))
        .filter((element) => {
          const { left, right, width: own } = element.getBoundingClientRect()
          return own > 1 && (right > width + 1 || left < -1) && !scrolls(element)
        })
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40) ?? ""}`)
        .concat(html.scrollWidth > width ? [`page ${html.scrollWidth}`] : [])
    })
  )

it.live("every view fits into 360 and 640 pixels, whatever people are called", () =>
  Effect.gen(function*() {
    const { named, organisation } = yield* company
    const { admin, open, site } = yield* Browser.make({ organisation })
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    const views = [
      ["setup-assets", "/setup/assets", "The schema is in place"],
      ["setup-entra", "/setup/entra", "Create a client secret"],
      ["setup-sync", "/setup", "Your preview is ready"],
      ["plan", `/plans/${plan.id}`, "Every change"],
      ["settings-limits", "/settings/limits", "Check before every sync"],
      ["settings-audit", "/settings/audit", "Started a preview"],
      ["settings-support", "/settings/support", "What is in it"]
    ] as const
    const fits = Effect.fnUntraced(function*(width: number, [name, path, text]: readonly [string, string, string]) {
      const window = yield* open({ width, path, height: 1200 })
      yield* window.use((app) => app.getByText(text).first().waitFor())
      assert.deepStrictEqual(yield* cutOff(window), [], `${path} at ${width}`)
      yield* window.screenshot(`small-${name}-${width}`)
      yield* Effect.promise(() => window.page.close())
    })
    const people = named.map((account, index) =>
      [`person-${index}`, `/people/${account.accountId}`, "What was read"] as const
    )
    for (const [width, shown] of [[360, [...views, ...people]], [640, views]] as const) {
      for (const view of shown) yield* fits(width, view)
    }
    const window = yield* open({ width: 360, height: 900, path: `/plans/${plan.id}` })
    for (const [index, name] of [long, arabic, emoji].entries()) {
      yield* window.use(async (app) => {
        await app.getByRole("searchbox", { name: "Search the list" }).fill(name.slice(0, 40))
        await app.getByText(name).first().waitFor()
        await app.getByText(name).first().click()
      })
      assert.deepStrictEqual(yield* cutOff(window), [], name)
      yield* window.screenshot(`small-plan-entry-${index}`)
      yield* window.isAccessible
    }
    const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
    yield* Journey.settled(site, admin, id)
    for (const width of [360, 640]) {
      yield* fits(width, ["overview", "/", "Apply a preview"])
      yield* fits(width, ["run", `/runs/${id}`, "About this run"])
    }
  }), 180_000)

it.live("nothing moves by itself for whoever has asked for that", () =>
  Effect.gen(function*() {
    // So slow that the preview goes on as long as the test.
    const { admin, open, site } = yield* Browser.make({ speed: 0.01 })
    yield* Journey.setUp(site, admin)
    const window = yield* open({ height: 1300 })
    yield* Effect.promise(() => window.page.emulateMedia({ reducedMotion: "reduce" }))
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Start a preview" }).click()
      await app.getByRole("progressbar").waitFor()
      const moving = await app.locator("html").evaluate((html) =>
        html.ownerDocument.getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime === Infinity)
          .map((animation) => animation instanceof CSSAnimation ? animation.animationName : "transition")
      )
      assert.deepStrictEqual(moving, [])
    })
    yield* window.screenshot("setup-preview-still")
  }))
