/**
 * All that the page says, but for what the app itself reports. A translation is another object of this shape. Numbers and
 * dates come in as they are to be shown; `{ one, other }` are the forms of a plural.
 */
import type { Format } from "../format/Format.tsx"

/** "1 person", "2,000 people". */
const counted = (one: string, other: string) => (count: number, format: Format) =>
  `${format.number(count)} ${format.plural(count) === "one" ? one : other}`

export const english = {
  title: "Entra ID Sync for Assets",
  subtitle: "Keeps the Employee records in Assets true to Microsoft Entra ID.",
  people: counted("person", "people"),
  accounts: counted("account", "accounts"),
  changes: counted("change", "changes"),
  somebody: "somebody",
  nobody: "nobody",
  tabs: { overview: "Overview", setup: "Set-up", plan: "Preview", people: "People", settings: "Settings" },
  loading: "Loading",
  close: "Close",
  cancel: "Cancel",
  back: "Back",
  failure: {
    retry: "Try again",
    notAllowed: "You need to be a Jira administrator",
    unlicensed: "The app has no licence",
    stale: "Somebody else has changed this",
    staleBy: (who: string, when: string) =>
      `${who} saved other settings ${when}. Load them, then make your change again.`,
    reload: "Load the newest",
    refused: "This cannot be done now",
    unavailable: "Something did not answer",
    unexpected: "Something went wrong in the app",
    reference: (reference: string) => `Reference for the app's log: ${reference}`,
    invalid: "Some of this cannot be used"
  },
  banner: {
    readOnly: "Read-only: the app has no active licence",
    readOnlyDetail: "You can look at everything. Syncs are off until the licence is renewed, and nothing is deleted."
  },
  download: {
    preparing: (file: string) => `Preparing ${file}.`,
    parts: counted("part so far.", "parts so far."),
    partsOf: (parts: string, total: string) => `${parts} of ${total} parts.`,
    saved: (file: string) => `${file} is in your browser's downloads.`
  },
  runState: {
    queued: "Waiting to start",
    reading: "Reading",
    planned: "Planned",
    applying: "Writing",
    succeeded: "Succeeded",
    blocked: "Needs approval",
    failed: "Failed",
    cancelled: "Cancelled",
    interrupted: "Interrupted"
  },
  entryKind: {
    Create: "Create",
    Update: "Update",
    Inactivate: "Inactivate",
    Reactivate: "Reactivate",
    Finding: "Finding"
  }
} as const

export type Texts = typeof english
