/** Starts a new preview. */
import Button, { type ButtonProps } from "@atlaskit/button/new"
import { Stack } from "@atlaskit/primitives/compiled"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { Failure } from "../frame/Failure.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"

export interface NewPreviewProps extends Pick<ButtonProps, "appearance"> {
  /** The view that it stands on shows what is under way; else it leads to where that is. */
  readonly isShownHere?: boolean
}

export const NewPreview = ({ appearance = "default", isShownHere = false }: NewPreviewProps) => {
  const { plan } = useTexts()
  const { go } = useNavigation()
  const isReadOnly = useReadOnly()
  const { error, isPending, mutateAsync } = useAct("startPreview")
  // Not as a callback of the mutation: as soon as the run is there, this button may be gone.
  const start = () =>
    void mutateAsync({}).then(
      ({ id }) => isShownHere ? undefined : go({ view: "run", runId: id }),
      () => undefined
    )
  return (
    <Stack space="space.100" alignInline="start">
      <Button appearance={appearance} isDisabled={isReadOnly} isLoading={isPending} onClick={start}>
        {plan.newPreview}
      </Button>
      {error !== null && <Failure error={error} />}
    </Stack>
  )
}
