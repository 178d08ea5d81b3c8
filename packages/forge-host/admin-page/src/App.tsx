/** The page: its providers, what stands on every view, and the view that the address names. */
import { view } from "@forge/bridge"
import { QueryClientProvider, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { makeClient } from "./api/Queries.ts"
import { FormatProvider } from "./format/Format.tsx"
import { NavigationProvider } from "./frame/Navigation.tsx"
import { Page } from "./Page.tsx"
import { DraftsProvider } from "./settings/Drafts.tsx"

/** Locale and time zone are those of the user's Jira profile; the browser's until Jira has said. */
const Localised = () => {
  const { data } = useQuery({ queryKey: ["context"], queryFn: () => view.getContext(), staleTime: Infinity })
  const browser = Intl.DateTimeFormat().resolvedOptions()
  return (
    <FormatProvider
      locale={data?.locale.replace("_", "-") ?? browser.locale}
      timeZone={data?.timezone ?? browser.timeZone}
    >
      <Page />
    </FormatProvider>
  )
}

export const App = () => {
  const [client] = useState(makeClient)
  return (
    <QueryClientProvider client={client}>
      <NavigationProvider>
        <DraftsProvider>
          <Localised />
        </DraftsProvider>
      </NavigationProvider>
    </QueryClientProvider>
  )
}
