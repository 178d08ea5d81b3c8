/** Keeps unsaved settings while the admin looks at something else on the page. */
import { createContext, type Dispatch, type ReactNode, type SetStateAction, useContext, useMemo, useState } from "react"
import type { Drafts } from "./Draft.ts"

interface Keeper {
  readonly drafts: Drafts
  readonly setDrafts: Dispatch<SetStateAction<Drafts>>
}

const DraftsContext = createContext<Keeper>({ drafts: {}, setDrafts: () => undefined })

export const DraftsProvider = ({ children }: { readonly children: ReactNode }) => {
  const [drafts, setDrafts] = useState<Drafts>({})
  const keeper = useMemo(() => ({ drafts, setDrafts }), [drafts])
  return <DraftsContext.Provider value={keeper}>{children}</DraftsContext.Provider>
}

export const useDrafts = (): Keeper => useContext(DraftsContext)
