/** Starts a new preview, and goes to where it can be watched. */
import Button, { type ButtonProps } from "@atlaskit/button/new"
import { Stack } from "@atlaskit/primitives/compiled"
import { useAct } from "../api/Queries.ts"
import { useReadOnly } from "../api/useReadOnly.ts"
import { Failure } from "../frame/Failure.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"

export const NewPreview = ({ appearance = "default" }: Pick<ButtonProps, "appearance">) => {
  const { plan } = useTexts()
  const { go } = useNavigation()
  const isReadOnly = useReadOnly()
  const { error, isPending, mutateAsync } = useAct("startPreview")
  // Not as a callback of the mutation: as soon as the run is there, this button may be gone.
  const start = () => void mutateAsync({}).then(({ id }) => go({ view: "run", runId: id }), () => undefined)
  return (
    <Stack space="space.100" alignInline="start">
      <Button appearance={appearance} isDisabled={isReadOnly} isLoading={isPending} onClick={start}>
        {plan.newPreview}
      </Button>
      {error !== null && <Failure error={error} />}
    </Stack>
  )
}
