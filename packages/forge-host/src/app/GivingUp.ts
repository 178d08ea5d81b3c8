/** How a run ends that the app cannot go on with: as failed, with the reason, and its schedule hears of it. */
import type { Run, RunFailure } from "@entra-assets/core/sync/Run"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"

export const giveUp = Effect.fnUntraced(function*({ id }: Pick<Run, "id">, failure: RunFailure) {
  yield* Effect.logWarning("A run was given up", { runId: id, cause: failure.cause })
  const ended = yield* RunStore.use((runs) => runs.giveUp(id, failure))
  if (ended.state === "failed") yield* ScheduleStore.use((schedules) => schedules.ended(ended))
})
