/** How a run is, in a word and a colour. */
import type { RunState } from "@entra-assets/core/sync/Run"
import { StatusLozenge, type StatusLozengeProps } from "../frame/StatusLozenge.tsx"
import { useTexts } from "../texts/useTexts.ts"

const tones: { readonly [state in RunState]: StatusLozengeProps["tone"] } = {
  queued: "information",
  reading: "information",
  planned: "information",
  applying: "information",
  succeeded: "success",
  blocked: "warning",
  failed: "danger",
  cancelled: "neutral",
  interrupted: "warning"
}

export const RunLozenge = ({ state }: { readonly state: RunState }) => {
  const { runState } = useTexts()
  return <StatusLozenge tone={tones[state]}>{runState[state]}</StatusLozenge>
}
