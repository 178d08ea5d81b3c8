/** Finds a person, and shows what the sync makes of them. */
import type { EntraId } from "@entra-assets/core/model/Ids"
import { AccountId } from "@entra-assets/core/model/Ids"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { useEffect, useMemo, useState } from "react"
import { useNavigation } from "../frame/Navigation.tsx"
import { FindPerson } from "./FindPerson.tsx"
import { PersonView } from "./PersonView.tsx"

/** Of the ids only the account's stands in the address bar. */
export const People = ({ accountId }: { readonly accountId: string | null }) => {
  const { go } = useNavigation()
  const [entraId, setEntraId] = useState<EntraId | null>(null)
  const [typed, setTyped] = useState("")
  const [hasLeft, setHasLeft] = useState(false)
  useEffect(() => {
    if (accountId !== null) setEntraId(null)
  }, [accountId])
  const subject = useMemo(
    (): Subject | null =>
      accountId !== null ? { accountId: AccountId.make(accountId) } : entraId !== null ? { entraId } : null,
    [
      accountId,
      entraId
    ]
  )
  const choose = (chosen: Subject) => {
    if ("entraId" in chosen) {
      setEntraId(chosen.entraId)
      if (accountId !== null) go({ view: "people", accountId: null })
    } else go({ view: "people", accountId: chosen.accountId })
  }
  const leave = () => {
    setHasLeft(true)
    setEntraId(null)
    if (accountId !== null) go({ view: "people", accountId: null })
  }
  return subject === null
    ? <FindPerson typed={typed} onTyped={setTyped} takesFocus={hasLeft} onChoose={choose} />
    : <PersonView key={JSON.stringify(subject)} subject={subject} onChoose={choose} onLeave={leave} />
}
