/** Which runs of the history are shown: of one kind, or with one outcome. */
import { Inline } from "@atlaskit/primitives/compiled"
import type { RunKind, RunState } from "@entra-assets/core/sync/Run"
import type { RunFilter } from "../api/History.ts"
import { Choice } from "../frame/Choice.tsx"
import { useTexts } from "../texts/useTexts.ts"

/** `null`: all. */
export interface HistoryFilter {
  readonly kind: RunKind | null
  readonly state: RunState | null
}

/** What the app is asked for. */
export const asked = ({ kind, state }: HistoryFilter): RunFilter => ({
  ...(kind !== null && { kinds: [kind] }),
  ...(state !== null && { states: [state] })
})

const kinds: ReadonlyArray<RunKind> = ["everybody", "person", "preview"]
const outcomes: ReadonlyArray<RunState> = ["succeeded", "blocked", "failed", "cancelled", "interrupted"]

export interface HistoryFiltersProps {
  readonly filter: HistoryFilter
  readonly onChange: (filter: HistoryFilter) => void
}

export const HistoryFilters = ({ filter, onChange }: HistoryFiltersProps) => {
  const { overview: { history }, runState } = useTexts()
  return (
    <Inline space="space.150" rowSpace="space.150" shouldWrap>
      <Choice
        label={history.what}
        all={history.any}
        value={filter.kind}
        options={kinds.map((kind) => ({ value: kind, name: history.kinds[kind] }))}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <Choice
        label={history.outcome}
        all={history.any}
        value={filter.state}
        options={outcomes.map((state) => ({ value: state, name: runState[state] }))}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </Inline>
  )
}
