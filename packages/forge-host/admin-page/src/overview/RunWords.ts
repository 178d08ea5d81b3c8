/** What a run came to, in a few words. */
import type { Run } from "@entra-assets/core/sync/Run"
import type { Format } from "../format/Format.tsx"
import type { Texts } from "../texts/English.ts"

/** What it is to do as long as nothing was written, then what it has done. */
const parts = ({ counts, goal, plan, state }: Run): ReadonlyArray<readonly [name: ChangeName, count: number]> =>
  goal === "preview" || state === "blocked" || state === "planned"
    ? plan === null ? [] : [
      ["toCreate", plan.create],
      ["toUpdate", plan.update],
      ["toInactivate", plan.inactivate],
      ["toReactivate", plan.reactivate]
    ]
    : [
      ["created", counts.created],
      ["updated", counts.updated],
      ["inactivated", counts.inactivated],
      ["reactivated", counts.reactivated],
      ["failed", counts.failed]
    ]

type ChangeName =
  | "toCreate"
  | "toUpdate"
  | "toInactivate"
  | "toReactivate"
  | "created"
  | "updated"
  | "inactivated"
  | "reactivated"
  | "failed"

/** "12 created, 3 updated"; `null` where nothing can be said yet, or nothing was come to. */
export const changesOf = (run: Run, { overview: { history } }: Texts, format: Format): string | null => {
  const told = parts(run).flatMap(([name, count]) => count === 0 ? [] : [history[name](format.number(count))])
  if (told.length > 0) return told.join(", ")
  return run.state === "succeeded" ? history.noChanges : null
}

/** There is a plan to look at. It goes after some days; its view says so then. */
export const hasPlan = ({ plan }: Pick<Run, "plan">): boolean => plan !== null
