/** A dialog that opens where the user looks, and not where the frame begins. */
import ModalDialog from "@atlaskit/modal-dialog"
import type { ReactNode } from "react"
import { useSight } from "./useSight.ts"

export interface DialogProps {
  readonly width: "small" | "medium"
  readonly onClose: () => void
  readonly children: ReactNode
}

/** `Frame.css` knows it by its test id: Atlaskit lets nothing else through to where a dialog stands. */
export const Dialog = ({ children, onClose, width }: DialogProps) =>
  useSight() && <ModalDialog testId="dialog" onClose={onClose} width={width}>{children}</ModalDialog>
