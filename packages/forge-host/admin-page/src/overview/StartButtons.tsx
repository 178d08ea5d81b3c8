/** Begins a preview or a sync; while another run is active, says whose it is and leads to it. */
import Button from "@atlaskit/button/new"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { useAccountName } from "../frame/AccountName.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"

const Busy = ({ accountId, run }: { readonly accountId: string; readonly run: Run }) => {
  const texts = useTexts()
  const { go } = useNavigation()
  const name = useAccountName(run.startedBy)
  const { busy } = texts.overview
  const what = busy.what[run.goal]
  const said = run.trigger === "scheduled"
    ? busy.schedule(what)
    : run.startedBy === accountId
    ? busy.yours(what)
    : busy.other(what, name ?? texts.somebody)
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Text color="color.text.subtle">{said}</Text>
      <Button onClick={() => go({ view: "run", runId: run.id })}>{busy.follow}</Button>
    </Inline>
  )
}

export interface StartButtonsProps {
  readonly accountId: string
  readonly isLicensed: boolean
  readonly current: Run | null
  readonly isStarting: boolean
  readonly onPreview: () => void
  readonly onRunNow: () => void
}

export const StartButtons = (
  { accountId, current, isLicensed, isStarting, onPreview, onRunNow }: StartButtonsProps
) => {
  const { overview } = useTexts()
  if (current !== null && isActive(current.state)) return <Busy accountId={accountId} run={current} />
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      {!isLicensed && <Text color="color.text.subtle">{overview.readOnly}</Text>}
      <Button isDisabled={!isLicensed || isStarting} onClick={onRunNow}>{overview.runNow}</Button>
      <Button appearance="primary" isDisabled={!isLicensed} isLoading={isStarting} onClick={onPreview}>
        {overview.preview}
      </Button>
    </Inline>
  )
}
