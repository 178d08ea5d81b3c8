/** Lets a run go on that broke off. It takes a moment until it does; until then everything says so. */
import type { Run } from "@entra-assets/core/sync/Run"
import { useMutationState } from "@tanstack/react-query"
import { useAct } from "./Queries.ts"

const resumption = "resumeRun"

/** The answer of a resumption is the run as it was then: what has gone on since has broken off anew. */
export const isResumed = (run: Pick<Run, "id" | "updatedAt">, answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "id" in answer && answer.id === run.id &&
  "updatedAt" in answer && answer.updatedAt === run.updatedAt

/** Whether somebody has resumed it here, and it has not gone on since. */
export const useResumed = (run: Run | null): boolean =>
  useMutationState({
    filters: { mutationKey: [resumption], status: "success" },
    select: ({ state: { data } }): unknown => data
  }).some((answer) => run !== null && isResumed(run, answer))

export const useResume = (run: Run) => {
  const { error, isPending, mutate } = useAct(resumption)
  return { error, isPending, isResumed: useResumed(run), resume: () => mutate({ runId: run.id }) }
}
