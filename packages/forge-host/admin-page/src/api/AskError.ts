/** Why an operation did not work: the app said no, or could not be reached. */
import type { AdminError } from "@entra-assets/forge-host/admin/AdminError"

export class AskError extends Error {
  readonly reply: AdminError
  constructor(reply: AdminError) {
    super(reply._tag)
    this.name = "AskError"
    this.reply = reply
  }
}
