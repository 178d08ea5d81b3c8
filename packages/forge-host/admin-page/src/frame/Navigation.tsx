/** Where the page is. Jira's address bar follows it, so that a view can be linked to and the back button works. */
import { view } from "@forge/bridge"
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react"
import { parse, pathOf, type Route } from "../Route.ts"

interface Navigation {
  readonly route: Route
  readonly go: (route: Route) => void
  /** Goes there, and never back to where the page is now. */
  readonly replace: (route: Route) => void
}

const NavigationContext = createContext<Navigation>({
  route: { view: "overview" },
  go: () => undefined,
  replace: () => undefined
})

type History = Awaited<ReturnType<typeof view.createHistory>>

export const NavigationProvider = ({ children }: { readonly children: ReactNode }) => {
  const [route, setRoute] = useState<Route>()
  const [history, setHistory] = useState<History | null>(null)
  useEffect(() => {
    let isGone = false
    let unlisten: (() => void) | undefined
    const begin = async () => {
      const made = await view.createHistory()
      if (isGone) return
      setHistory(made)
      setRoute(parse(made.location.pathname))
      unlisten = made.listen(({ pathname }) => setRoute(parse(pathname)))
    }
    // Without an address bar the page finds its way all the same.
    begin().catch(() => setRoute({ view: "overview" }))
    return () => {
      isGone = true
      unlisten?.()
    }
  }, [])
  const go = useCallback((next: Route) => {
    if (history === null) setRoute(next)
    else history.push(pathOf(next))
  }, [history])
  const replace = useCallback((next: Route) => {
    if (history === null) setRoute(next)
    else history.replace(pathOf(next))
  }, [history])
  const navigation = useMemo(() => route === undefined ? null : { route, go, replace }, [route, go, replace])
  return navigation === null
    ? null
    : <NavigationContext.Provider value={navigation}>{children}</NavigationContext.Provider>
}

export const useNavigation = (): Navigation => useContext(NavigationContext)
