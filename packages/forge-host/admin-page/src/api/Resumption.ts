/** Whether a run that somebody has resumed is still to go on. */
import type { Run } from "@entra-assets/core/sync/Run"

/** The answer of a resumption is the run as it was then. What has gone on since has broken off anew. */
export const isResumed = ({ id, updatedAt }: Pick<Run, "id" | "updatedAt">, answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "id" in answer && answer.id === id &&
  "updatedAt" in answer && typeof answer.updatedAt === "number" && updatedAt <= answer.updatedAt
