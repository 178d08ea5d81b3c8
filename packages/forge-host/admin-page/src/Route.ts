/** The views of the page, and their addresses. */

export type Route =
  | { readonly view: "overview" }
  /** `step`: the one to open; else the next that is not done. `field`: for which the admin comes to `entra`. */
  | { readonly view: "setup"; readonly step?: SetupStep; readonly field?: "secret" }
  | { readonly view: "run"; readonly runId: string }
  | { readonly view: "plan"; readonly planId: string }
  | { readonly view: "people"; readonly accountId: string | null }
  | { readonly view: "settings"; readonly section: SettingsSection }

export const setupSteps = ["assets", "entra", "sync"] as const
export type SetupStep = (typeof setupSteps)[number]

export const settingsSections = ["rules", "limits", "requests", "storage", "alerts", "audit", "support"] as const
export type SettingsSection = (typeof settingsSections)[number]

const isSection = (text: string | undefined): text is SettingsSection =>
  settingsSections.some((section) => section === text)

const isStep = (text: string | undefined): text is SetupStep => setupSteps.some((step) => step === text)

/** The parts of an address; none where somebody has mangled it. */
const partsOf = (pathname: string): ReadonlyArray<string> => {
  try {
    return pathname.split("/").filter((part) => part !== "").map(decodeURIComponent)
  } catch {
    return []
  }
}

/** What an address does not name, or names wrongly, is the overview. */
export const parse = (pathname: string): Route => {
  const [view, id, field] = partsOf(pathname)
  switch (view) {
    case "setup":
      if (id === "entra" && field === "secret") return { view, step: id, field }
      return isStep(id) ? { view, step: id } : { view }
    case "runs":
      return id === undefined ? { view: "overview" } : { view: "run", runId: id }
    case "plans":
      return id === undefined ? { view: "overview" } : { view: "plan", planId: id }
    case "people":
      return { view, accountId: id ?? null }
    case "settings":
      return { view, section: isSection(id) ? id : "rules" }
    default:
      return { view: "overview" }
  }
}

export const pathOf = (route: Route): string => {
  switch (route.view) {
    case "overview":
      return "/"
    case "setup":
      if (route.step === undefined) return "/setup"
      return route.field === undefined ? `/setup/${route.step}` : `/setup/${route.step}/${route.field}`
    case "run":
      return `/runs/${encodeURIComponent(route.runId)}`
    case "plan":
      return `/plans/${encodeURIComponent(route.planId)}`
    case "people":
      return route.accountId === null ? "/people" : `/people/${encodeURIComponent(route.accountId)}`
    case "settings":
      return `/settings/${route.section}`
  }
}
