/** What the page knows of the app, kept and refreshed by TanStack Query. */
import { type AnswerOf, type OperationName, operations, type RequestOf } from "@entra-assets/forge-host/admin/AdminApi"
import {
  focusManager,
  type Query,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient
} from "@tanstack/react-query"
import { ask } from "./Ask.ts"
import { type AskError, mayPass } from "./AskError.ts"
import { answered, failuresOf, notAnswered, pauseAfter } from "./Freshness.ts"

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

/** Names and people are asked of Jira. */
export const isAskedOfApp = ({ queryKey: [name] }: Pick<Query, "queryKey">) =>
  typeof name === "string" && name in operations

const mayChange = (query: Pick<Query, "queryKey">) => isAskedOfApp(query) && !isFixed(query.queryKey[0])

/** Has been read once, and cannot be read again. */
const isBehind = (query: Query) => mayChange(query) && failuresOf(query) > 0

/** Reads again what could not be read. */
export const readAgain = (client: QueryClient): Promise<void> =>
  client.refetchQueries({ type: "active", predicate: isBehind })

type Interval = number | false

/** What fails is looked at again, however seldom it is otherwise; a first read that fails waits for somebody who wants it. */
const nextLook = (query: Pick<Query, "queryKey" | "state">, usual: Interval): Interval =>
  !mayChange(query) || (query.state.data === undefined && usual === false)
    ? usual
    : pauseAfter(failuresOf(query), usual)

export const makeClient = (): QueryClient => {
  const queryCache = new QueryCache({
    onError: (error, query) => notAnswered(query, error),
    onSuccess: (_, query) => {
      const isBack = failuresOf(query) > 0
      answered(query)
      // As soon as one is answered again, so are the others.
      if (isBack) void readAgain(client)
    }
  })
  const client = new QueryClient({
    queryCache,
    defaultOptions: {
      queries: {
        // Not waiting for a connection without a word: that there is none is told like any other failure.
        networkMode: "always",
        refetchOnReconnect: true,
        refetchInterval: (query) => nextLook(query, false),
        retry: (failures, error) => failures < 1 && mayPass(error),
        staleTime: ({ queryKey: [name] }) => isFixed(name) ? Infinity : 2000
      },
      mutations: { networkMode: "always" }
    }
  })
  return client
}

type Live<Name extends OperationName> = number | ((known: AnswerOf<Name> | undefined) => Interval)

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
    refetchInterval: (query) => nextLook(query, typeof live === "function" ? live(query.state.data) : live ?? false),
    ...(!isKept && { gcTime: 0 })
  })

/** What begins a run, or lets one go on. */
const starting: ReadonlySet<OperationName> = new Set(["startPreview", "applyPlan", "runNow", "approve", "resumeRun"])

/** Afterwards whatever may have changed by it is read again. `isKept: false`: what was sent is forgotten with the answer. */
export const useAct = <Name extends OperationName>(
  name: Name,
  { isKept = true }: { readonly isKept?: boolean } = {}
) => {
  const client = useQueryClient()
  return useMutation<AnswerOf<Name>, AskError, RequestOf<Name>>({
    mutationKey: [name],
    mutationFn: (request) => ask(name, request),
    onSettled: async () => {
      await client.invalidateQueries({ predicate: mayChange })
      // A run may have ended after the history was read and before the state was: of that the state tells nothing.
      if (starting.has(name)) void readHistoryAgain(client)
    },
    ...(!isKept && { gcTime: 0 })
  })
}

const ofRuns: ReadonlySet<unknown> = new Set<OperationName>(["history", "planStanding"])

/** A hidden page asks for it when it is seen again. */
const invalidate = (client: QueryClient, is: (name: unknown) => boolean): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [name] }) => is(name),
    refetchType: focusManager.isFocused() ? "active" : "none"
  })

/** Reads again what follows from the state of runs. */
export const readHistoryAgain = (client: QueryClient): Promise<void> => invalidate(client, (name) => ofRuns.has(name))

/** The same, and then the state: the page changes with it, and what it shows then is there. */
export const readRunsAgain = async (client: QueryClient): Promise<void> => {
  await readHistoryAgain(client)
  await invalidate(client, (name) => name === "state")
}
