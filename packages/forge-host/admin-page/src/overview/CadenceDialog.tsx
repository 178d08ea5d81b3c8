/** Sets how many days lie between two scheduled syncs. */
import Button from "@atlaskit/button/new"
import { Checkbox } from "@atlaskit/checkbox"
import Form, { ErrorMessage, Field, HelperMessage } from "@atlaskit/form"
import { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog"
import { Stack } from "@atlaskit/primitives/compiled"
import Textfield from "@atlaskit/textfield"
import type { Schedule } from "@entra-assets/core/sync/Cadence"
import { useState } from "react"
import { useAct } from "../api/Queries.ts"
import { wholeDays } from "../format/WholeDays.ts"
import { Dialog } from "../frame/Dialog.tsx"
import { Failure } from "../frame/Failure.tsx"
import { useTexts } from "../texts/useTexts.ts"

export interface CadenceDialogProps {
  readonly schedule: Schedule
  readonly onClose: () => void
}

export const CadenceDialog = ({ onClose, schedule }: CadenceDialogProps) => {
  const texts = useTexts()
  const { schedule: own } = texts.overview
  const { error, isPending, mutate } = useAct("setCadence")
  const [manualRunsCount, setCount] = useState(schedule.manualRunsCount)
  const save = ({ everyDays }: { readonly everyDays: string }) => {
    const days = wholeDays(everyDays)
    if (days !== null) mutate({ everyDays: days, manualRunsCount }, { onSuccess: onClose })
  }
  return (
    <Dialog onClose={onClose} width="small">
      <Form<{ everyDays: string }> onSubmit={save} noValidate>
        {({ formProps }) => (
          <form {...formProps}>
            <ModalHeader>
              <ModalTitle>{own.cadenceTitle}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Stack space="space.200">
                <Field
                  name="everyDays"
                  label={own.days}
                  defaultValue={String(schedule.everyDays)}
                  validate={(value) => wholeDays(value ?? "") === null ? own.daysWrong : undefined}
                >
                  {({ error: wrong, fieldProps }) => (
                    <>
                      <Textfield {...fieldProps} inputMode="numeric" autoComplete="off" width="xsmall" />
                      {wrong === undefined
                        ? <HelperMessage>{own.daysHelp}</HelperMessage>
                        : <ErrorMessage>{wrong}</ErrorMessage>}
                    </>
                  )}
                </Field>
                <Checkbox
                  label={own.manualCounts}
                  isChecked={manualRunsCount}
                  onChange={(event) => setCount(event.currentTarget.checked)}
                />
                {error !== null && <Failure error={error} />}
              </Stack>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={onClose}>{texts.cancel}</Button>
              <Button appearance="primary" type="submit" isLoading={isPending}>{own.save}</Button>
            </ModalFooter>
          </form>
        )}
      </Form>
    </Dialog>
  )
}
