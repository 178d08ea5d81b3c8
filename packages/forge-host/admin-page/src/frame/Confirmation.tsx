/** Asks once more before something is done: what it means, whether it worked, and a way back. */
import Button from "@atlaskit/button/new"
import { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from "@atlaskit/modal-dialog"
import { Stack } from "@atlaskit/primitives/compiled"
import type { FormEvent, ReactNode } from "react"
import type { AskError } from "../api/AskError.ts"
import { Dialog } from "./Dialog.tsx"
import { Failure } from "./Failure.tsx"

export interface ConfirmationProps {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  /** What the buttons say. */
  readonly confirm: string
  readonly back: string
  readonly appearance: "primary" | "warning" | "danger"
  /** `medium` where there is a table. */
  readonly width?: "small" | "medium"
  readonly isReady?: boolean
  readonly isBusy: boolean
  readonly error: AskError | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export const Confirmation = (
  {
    appearance,
    back,
    children,
    confirm,
    error,
    isBusy,
    isOpen,
    isReady = true,
    onClose,
    onConfirm,
    title,
    width = "small"
  }: ConfirmationProps
) => {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !isBusy) onConfirm()
  }
  return (
    <ModalTransition>
      {isOpen && (
        <Dialog onClose={onClose} width={width}>
          <form onSubmit={submit}>
            <ModalHeader>
              <ModalTitle {...(appearance !== "primary" && { appearance })}>{title}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Stack space="space.200">
                {children}
                {error !== null && <Failure error={error} />}
              </Stack>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={onClose}>{back}</Button>
              <Button appearance={appearance} type="submit" isDisabled={!isReady} isLoading={isBusy}>{confirm}</Button>
            </ModalFooter>
          </form>
        </Dialog>
      )}
    </ModalTransition>
  )
}
