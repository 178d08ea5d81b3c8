/** Whether somebody has resumed a run here: it takes a moment until it goes on. */
import type { Run } from "@entra-assets/core/sync/Run"
import { useMutationState } from "@tanstack/react-query"

const isOf = (answer: unknown, runId: string) =>
  typeof answer === "object" && answer !== null && "id" in answer && answer.id === runId

export const useResumed = (run: Run | null): boolean =>
  useMutationState({
    filters: { mutationKey: ["resumeRun"], status: "success" },
    select: ({ state: { data } }): unknown => data
  }).some((answer) => run !== null && isOf(answer, run.id))
