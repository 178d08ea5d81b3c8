/** What the page knows of the app, kept and refreshed by TanStack Query. */
import { type AnswerOf, type OperationName, operations, type RequestOf } from "@entra-assets/forge-host/admin/AdminApi"
import { QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { ask, AskError } from "./Ask.ts"

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: AskError
  }
}

/**
 * What is not read again by itself: a plan never changes, it is replaced by another one; nor does what a run did to a
 * person; and everybody is read to explain somebody.
 */
const fixed: ReadonlySet<unknown> = new Set<OperationName>([
  "planHeader",
  "planIndex",
  "planPage",
  "personInRun",
  "explainPerson"
])
const isFixed = (name: unknown) => fixed.has(name)

/** Asked of the app; names and people are asked of Jira. */
const mayChange = (name: unknown) => typeof name === "string" && name in operations && !isFixed(name)

/** Only what may pass by itself is asked again. */
const mayPass = (error: Error) => error instanceof AskError && error.reply._tag === "Unavailable"

export const makeClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && mayPass(error),
        staleTime: ({ queryKey: [name] }) => isFixed(name) ? Infinity : 2000
      }
    }
  })

type Live<Name extends OperationName> = number | ((known: AnswerOf<Name> | undefined) => number | false)

/**
 * `live`: so many milliseconds from one look to the next, while the page is visible; it may follow from what is known.
 * `isKept: false`: an old answer is of no use to whoever asks again later.
 */
export const useAsk = <Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  { isEnabled = true, isKept = true, live }: {
    readonly isEnabled?: boolean
    readonly isKept?: boolean
    readonly live?: Live<Name>
  } = {}
) =>
  useQuery<AnswerOf<Name>>({
    queryKey: [name, request],
    queryFn: () => ask(name, request),
    enabled: isEnabled,
    refetchInterval: typeof live === "function" ? ({ state }) => live(state.data) : live ?? false,
    ...(!isKept && { gcTime: 0 })
  })

/** Afterwards whatever may have changed by it is read again. `isKept: false`: what was sent is forgotten with the answer. */
export const useAct = <Name extends OperationName>(
  name: Name,
  { isKept = true }: { readonly isKept?: boolean } = {}
) => {
  const client = useQueryClient()
  return useMutation<AnswerOf<Name>, AskError, RequestOf<Name>>({
    mutationKey: [name],
    mutationFn: (request) => ask(name, request),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey: [name] }) => mayChange(name) }),
    ...(!isKept && { gcTime: 0 })
  })
}

const ofRuns: ReadonlySet<unknown> = new Set<OperationName>(["state", "history", "planStanding"])

/** Reads again what follows from the state of runs. */
export const readRunsAgain = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey: [name] }) => ofRuns.has(name) })
