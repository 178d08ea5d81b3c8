/** Lets a run go on that broke off. It takes a moment until it does; until then everything says so. */
import type { Run } from "@entra-assets/core/sync/Run"
import { useMutationState } from "@tanstack/react-query"
import { useAct } from "./Queries.ts"
import { isResumed } from "./Resumption.ts"

const resumption = "resumeRun"

/** Whether somebody has resumed it here, and it has not gone on since. */
export const useResumed = (run: Run | null): boolean =>
  useMutationState({
    filters: { mutationKey: [resumption], status: "success" },
    select: ({ state: { data } }): unknown => data
  }).some((answer) => run !== null && isResumed(run, answer))

export const useResume = (run: Run) => {
  const { error, isPending, mutate, reset } = useAct(resumption)
  // Forge may lose what was to go on with it: once nobody holds the answer, it is forgotten after some minutes.
  const resume = () => mutate({ runId: run.id }, { onSuccess: reset })
  return { error, isPending, isResumed: useResumed(run), resume }
}
