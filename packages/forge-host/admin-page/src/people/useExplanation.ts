/** What the app says of one person. Everybody is read for it, so it is asked once, and again only when somebody wants it. */
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import type { AnswerOf } from "@entra-assets/forge-host/admin/AdminApi"
import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { useAsk } from "../api/Queries.ts"

export const useExplanation = (subject: Subject) => {
  const client = useQueryClient()
  const query = useAsk("explainPerson", { subject })
  /** Another answer of the app held a newer one. */
  const replace = useCallback(
    (explanation: AnswerOf<"explainPerson">) => client.setQueryData(["explainPerson", { subject }], explanation),
    [client, subject]
  )
  return { query, replace }
}
