/** What stands on every view: title, banners and tabs. */
import Heading from "@atlaskit/heading"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import Tabs, { Tab, TabList, TabPanel } from "@atlaskit/tabs"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react"
import { homeOf, isSetUp } from "./api/SetUp.ts"
import { useFollowing, useSite } from "./api/Site.ts"
import { Asked } from "./frame/Asked.tsx"
import { Banners } from "./frame/Banners.tsx"
import { Fence } from "./frame/Fence.tsx"
import { followFocus } from "./frame/Focus.ts"
import { Loading } from "./frame/Loading.tsx"
import { useNavigation } from "./frame/Navigation.tsx"
import { Overview } from "./overview/Overview.tsx"
import styles from "./Page.module.css"
import { pathOf, type Route } from "./Route.ts"
import { Setup } from "./setup/Setup.tsx"
import { useTexts } from "./texts/useTexts.ts"

// What nobody looks at first is loaded when somebody does.
const PlanView = lazy(async () => ({ default: (await import("./plan/PlanView.tsx")).PlanView }))
const RunDetails = lazy(async () => ({ default: (await import("./run/RunDetails.tsx")).RunDetails }))
const People = lazy(async () => ({ default: (await import("./people/People.tsx")).People }))
const Settings = lazy(async () => ({ default: (await import("./settings/Settings.tsx")).Settings }))

const View = ({ route }: { readonly route: Route }) => {
  switch (route.view) {
    case "overview":
      return <Overview />
    case "setup":
      return <Setup isRenewal={route.field === "secret"} {...(route.step !== undefined && { step: route.step })} />
    case "run":
      return <RunDetails runId={route.runId} />
    case "plan":
      return <PlanView planId={route.planId} />
    case "people":
      return <People accountId={route.accountId} />
    case "settings":
      return <Settings section={route.section} />
  }
}

const tabs = ["overview", "setup", "people", "settings"] as const

/** Views without a tab of their own belong to where the admin comes from. */
const tabOf = ({ view }: Route, state: State): (typeof tabs)[number] =>
  view === "run" || view === "plan" ? homeOf(state).view : view

const routeOf = (tab: (typeof tabs)[number]): Route => {
  switch (tab) {
    case "people":
      return { view: tab, accountId: null }
    case "settings":
      return { view: tab, section: "rules" }
    default:
      return { view: tab }
  }
}

const Body = ({ state }: { readonly state: State }) => {
  const texts = useTexts()
  const { go, replace, route } = useNavigation()
  useFollowing()
  // Until it is set up, the page begins there. The address says so, since the last step is not the end of it.
  const [begins, setBegins] = useState(route.view === "overview" && !isSetUp(state))
  const shown: Route = begins ? { view: "setup" } : route
  useEffect(() => {
    if (!begins) return
    if (route.view === "overview") replace({ view: "setup" })
    else setBegins(false)
  }, [begins, replace, route])
  const body = useRef<HTMLDivElement>(null)
  const view = useRef<HTMLDivElement>(null)
  useEffect(() => body.current === null ? undefined : followFocus(body.current, () => view.current), [])
  return (
    <Stack space="space.200" ref={body}>
      <Banners state={state} />
      <Tabs
        id="views"
        // Each panel shows the view of the address, so one that stayed would be there twice.
        shouldUnmountTabPanelOnChange
        selected={tabs.indexOf(tabOf(shown, state))}
        onChange={(index) => go(routeOf(tabs[index] ?? "overview"))}
      >
        <TabList>{tabs.map((tab) => <Tab key={tab}>{texts.tabs[tab]}</Tab>)}</TabList>
        {tabs.map((tab) => (
          <TabPanel key={tab}>
            <div ref={view} tabIndex={-1} className={styles["view"]}>
              <Fence key={shown.view} {...texts.broken}>
                <Suspense fallback={<Loading lines={18} />}>
                  <View route={shown} />
                </Suspense>
              </Fence>
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </Stack>
  )
}

export const Page = () => {
  const texts = useTexts()
  const site = useSite()
  // A view begins at the top, in whichever window it is that scrolls: the frame's, or Jira's around it. Then it may go
  // to a place of its own.
  const top = useRef<HTMLDivElement>(null)
  const path = pathOf(useNavigation().route)
  useLayoutEffect(() => {
    // Its middle, since Jira keeps its navigation upon the upper edge: what is near the top gets there all the same.
    top.current?.scrollIntoView({ block: "center" })
  }, [path])
  return (
    <main className={styles["page"]}>
      <Stack space="space.200">
        <div ref={top}>
          <Stack space="space.050">
            <Heading as="h1" size="large">{texts.title}</Heading>
            <Text color="color.text.subtle">{texts.subtitle}</Text>
          </Stack>
        </div>
        <Asked query={site}>{(state) => <Body state={state} />}</Asked>
      </Stack>
    </main>
  )
}
