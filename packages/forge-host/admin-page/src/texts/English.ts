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
  },
  run: {
    live: {
      progress: "Progress of the sync",
      queued: "Waiting to start",
      reading: {
        users: "Reading people from Microsoft Entra ID",
        accounts: "Reading Atlassian accounts",
        employees: "Reading the records in Assets",
        several: "Reading people, accounts and records"
      },
      planning: "Working out what has to change",
      planned: "The plan is ready, and writing is about to begin",
      writing: "Writing to Assets",
      linking: "Linking the last managers",
      interrupted: "Interrupted: nothing works on this run at the moment",
      waits: {
        token: "Microsoft’s sign-in service has asked the app to slow down.",
        graph: "Microsoft Entra ID has asked the app to slow down.",
        jira:
          "Jira has asked the app to slow down, or the share of Jira’s hourly limit that the app may use is used up.",
        assets: "Assets has asked the app to slow down."
      },
      waiting: (until: string) => `It goes on by itself at ${until}.`,
      sources: {
        users: counted("person read", "people read"),
        accounts: counted("account read", "accounts read"),
        employees: counted("record read", "records read")
      },
      ofChanges: (done: string, all: string) => `${done} of ${all}`,
      rate: (changes: string) => `${changes} a minute`,
      left: (duration: string) => `about ${duration} left`,
      startedBy: (when: string) => `, ${when}`,
      schedule: "Started by the schedule",
      person: "Started by ",
      cancel: "Cancel",
      cancelling: "Cancelling"
    },
    cancel: {
      title: "Cancel this run?",
      nothingYet: "Nothing has been written yet, and nothing will be.",
      stays: (changes: string) =>
        `${changes} written so far will stay. Nothing is undone, and the next sync does the rest.`,
      keep: "Keep it going",
      confirm: "Cancel the run"
    },
    readOnly: "Not available while the app has no licence."
  }
} as const

export type Texts = typeof english
