/**
 * All that the page says, but for what the app itself reports. A translation is another object of this shape. Numbers and
 * dates come in as they are to be shown; `{ one, other }` are the forms of a plural.
 */
import type { Format } from "../format/Format.tsx"

/** "1 person", "2,000 people". */
const counted = (one: string, other: string) => (count: number, format: Format) =>
  `${format.number(count)} ${format.plural(count) === "one" ? one : other}`

/** Settings by their paths, as they would be after a save: as a number, and as it is shown with its unit. */
export interface ShownSettings {
  readonly number: (field: string) => number
  readonly show: (field: string) => string
}

const isOff = ({ number }: ShownSettings): boolean => number("guard.enabled") === 0

/** What becomes of a sync that goes beyond a limit. */
const beyond = (shown: ShownSettings): string =>
  isOff(shown) ? "this is listed as unusual, and the sync goes on" : "the sync stops and waits for approval"

export const english = {
  title: "Entra ID Sync for Assets",
  subtitle: "Keeps the Employee records in Assets true to Microsoft Entra ID.",
  people: counted("person", "people"),
  accounts: counted("account", "accounts"),
  changes: counted("change", "changes"),
  somebody: "somebody",
  nobody: "nobody",
  tabs: { overview: "Overview", setup: "Setup", people: "People", settings: "Settings" },
  loading: "Loading",
  cancel: "Cancel",
  resuming: "Resuming",
  back: "Back",
  backTo: { overview: "Back to overview", setup: "Back to setup" },
  option: (name: string, count: string) => `${name} (${count})`,
  broken: {
    title: "This view cannot be shown",
    detail: "It could not be loaded, or something in it went wrong. Nothing was changed by that.",
    reload: "Load the page again"
  },
  failure: {
    retry: "Try again",
    notAllowed: "You need to be a Jira administrator",
    unlicensed: "The app has no license",
    stale: "Somebody else has changed this",
    staleBy: (who: string, when: string) =>
      `${who} saved other settings ${when}. Load them, then make your change again.`,
    reload: "Load the newest",
    refused: "This cannot be done now",
    unavailable: "Something did not answer",
    noAnswer: "The app did not answer",
    noAnswerDetail: "Check your connection, and try again in a minute. If it stays so, load the page again.",
    otherVersion: "The app was updated",
    otherVersionDetail: "This page is older than the app. Load it again to go on.",
    unexpected: "Something went wrong in the app",
    reference: (reference: string) => `Reference for the app's log: ${reference}`,
    invalid: "Some of this cannot be used"
  },
  outdated: {
    silent: (since: string) => `The app has not answered since ${since}`,
    silentDetail: "What you see may be out of date. This page goes on asking.",
    title: "What you see may be out of date",
    readAt: (when: string) => `It was last read at ${when}.`,
    here: (when: string) => `This could not be read again. What stands here is of ${when}, and may be out of date.`
  },
  banner: {
    region: "Notices",
    readOnly: "Read-only: the app has no active license",
    readOnlyDetail:
      "You can look at everything. Syncs are off until the license is renewed, and nothing is deleted. Renew it in Jira under Apps, Manage apps, or ask whoever looks after the billing of your Atlassian organization.",
    keepOpen: "Keep this page open",
    keepOpenDetail:
      "On this site the app can use Assets only while an admin has this page open. The sync waits while the page is closed or hidden, and goes on when you come back.",
    halted: "The sync does not go on from this page",
    haltedDetail: "What was done so far is kept. Try again here, or let another Jira admin open this page.",
    blocked: "A sync waits for your approval",
    review: "Review the changes",
    interrupted: "A sync was interrupted",
    interruptedDetail: (when: string) =>
      `It stopped ${when} before it had finished. Nothing is lost: it goes on where it stopped.`,
    resume: "Resume",
    reconnect: "The app has lost its connection to Assets",
    reconnectDetail: (who: string) =>
      `${who} connected the app to Assets, and Assets no longer lets that account in. No sync can run until another Jira admin takes over.`,
    reconnectAction: "Reconnect",
    refused: {
      entra: "Microsoft Entra ID refuses the app",
      jira: "Jira refuses the app",
      assets: "Assets refuses the app"
    },
    openSetup: "Open setup",
    quarantined: "Scheduled syncs keep failing and are held back",
    quarantinedUntil: (when: string) =>
      `The schedule tries again after ${when}, or as soon as a sync by hand succeeds.`,
    mended: "The connection was changed after the last sync had failed",
    mendedDetail: "The next sync shows whether it works now. You can also run one from the overview.",
    failed: "The last sync failed",
    failedAt: (when: string) => `It failed ${when}.`,
    openRun: "Open the sync",
    secretExpired: (day: string) => `The client secret expired on ${day}`,
    secretExpiredDetail:
      "If that day is right, no sync can read Entra ID until you create a new secret in the Entra admin center and enter it here.",
    secretExpiresToday: "The client secret expires today",
    secretDays: counted("day", "days"),
    secretExpiresIn: (days: string, day: string) => `The client secret expires in ${days}, on ${day}`,
    secretDetail:
      "From then on no sync can read Entra ID. Create a new secret in the Entra admin center before, and enter it here.",
    secretAction: "Enter a new secret",
    statusTrouble: "The \"Sync status\" object could not be written",
    ticksMissing: "Atlassian has not called the app for days",
    ticksMissingDetail: (when: string) =>
      `Atlassian calls the app once a day, and last did so ${when}. Run a sync by hand; if this stays, check under Manage apps whether the app is up to date.`
  },
  overview: {
    before: {
      title: "There is nothing to look after yet",
      detail:
        "Once a first plan was applied in the setup, this is where you see what syncs do, when the next one comes and how old the records are.",
      toSetup: "Go to the setup"
    },
    sync: "Sync",
    preview: "Preview changes",
    runNow: "Run sync now",
    readOnly: "Off without a license.",
    busy: {
      yours: (what: string) => `${what} of yours is under way.`,
      other: (what: string, who: string) => `${what}, started by ${who}, is under way.`,
      schedule: (what: string) => `${what}, started by the schedule, is under way.`,
      follow: "Follow",
      what: { preview: "A preview", sync: "A sync", apply: "A sync" }
    },
    ready: "A preview is ready",
    readyDetail: (when: string, changes: string) => `Made ${when}: ${changes}. Nothing has been written yet.`,
    readyNothing: (when: string) => `Made ${when}: a sync would change nothing.`,
    notReady: "The preview failed",
    confirm: {
      title: "Run a sync now?",
      what: "The app reads Entra ID, Jira and Assets anew, and writes at once what differs.",
      guard:
        "If it would change unusually much, such as many people becoming inactive, it stops before it writes and waits for your approval.",
      last: {
        applied: (when: string) => `The last plan was applied ${when}. What it has changed:`,
        partly: (when: string) => `The last plan was applied only in part, ${when}. What it was to change:`,
        notApplied: (when: string) => `The last plan, made ${when}, was not applied. What it would have changed:`,
        waits: (when: string) => `The last plan, made ${when}, waits for an approval. What it would change:`
      },
      lastEmpty: (when: string) => `The last plan, made ${when}, had nothing to change.`,
      waiting: "A sync waits for an approval",
      waitingDetail: (when: string) =>
        `It was started ${when}. Look at it first: this one may be stopped for the same reason.`,
      openWaiting: "Open the sync that waits",
      none: "There is no earlier plan to compare with. A preview shows the changes before anything is written."
    },
    lastScheduled: "Last scheduled sync",
    lastManual: "Last sync by hand",
    none: "None yet",
    data: "Records as of",
    dataNever: "No sync has succeeded yet",
    accounts: "Atlassian accounts",
    accountsRead: (when: string, until: string) => `Read ${when}; a sync that begins before ${until} uses them again`,
    accountsAnew: "Read anew by the next sync",
    by: (who: string) => `by ${who}`,
    schedule: {
      title: "Schedule",
      status: "Status",
      on: "On",
      off: "Off",
      paused: "Paused",
      changed: (who: string, when: string) => `Last changed by ${who}, ${when}`,
      pausedBy: (who: string, when: string) => `By ${who} since ${when}`,
      next: "Next sync",
      every: "How often",
      everyDay: "Every day",
      everyDays: (days: string) => `Every ${days} days`,
      manualCounts: "Syncs by hand put the next one off",
      edit: "Edit",
      editLabel: "Edit how often",
      check: "Last daily check",
      checkNone: "None yet",
      pause: "Pause",
      resume: "Resume",
      turnOn: "Turn on",
      turnOff: "Turn off",
      presentOnly:
        "On this site the app can use Assets only while an admin has this page open, so there are no scheduled syncs.",
      days: "Days from one sync to the next",
      daysHelp: "A whole number from 1 to 100.",
      daysWrong: "Enter a whole number of days from 1 to 100.",
      cadenceTitle: "How often to sync",
      save: "Save"
    },
    next: {
      off: "None while the schedule is off",
      notYetPossible: "None: the schedule can be turned on once a first preview was applied",
      paused: "None while the schedule is paused",
      on: (date: string, time: string) => `On or after ${date}, about ${time}. Atlassian chooses the hour.`,
      onDate: (date: string) => `On or after ${date}. Atlassian chooses the hour.`,
      unlicensed: "None until the license is renewed",
      lostAssets: "None until the app is connected to Assets again",
      quarantined: (when: string) => `Not before ${when}, since scheduled syncs keep failing`
    },
    tick: {
      unlicensed: "no license, so nothing was started",
      notConnected: "the setup was not finished",
      presentUserOnly: "no admin had this page open",
      off: "the schedule was off",
      paused: "the schedule was paused",
      notYet: "no sync was due",
      quarantined: "held back after failures",
      busy: "another sync was under way",
      started: "started a sync",
      notQueued: "Atlassian did not take the sync",
      failed: "something did not answer"
    },
    connection: {
      title: "Connection",
      open: "Open setup",
      entra: "Microsoft Entra ID",
      cloudAndTenant: (tenant: string, cloud: string) => `${tenant}, ${cloud}`,
      notConnected: "Not connected",
      schema: "Employee records in Assets",
      schemaReady: "Schema is set up",
      schemaMissing: "Schema is not set up",
      connected: "Connected by",
      caller: "Uses Assets",
      callers: {
        App: "in its own name",
        Impersonated: (who: string) => `in the name of ${who}`,
        PresentUser: "only while an admin has this page open"
      },
      secret: "Client secret expires",
      secretUnknown: "Not entered"
    },
    chart: {
      title: "People over the last syncs",
      active: "Active people",
      inactive: "Inactive people",
      unmatched: "Accounts without a person",
      alt: (runs: string, from: string, to: string) => `Bars for ${runs}, from ${from} to ${to}`,
      runs: counted("sync", "syncs"),
      table: "Show as a table",
      sync: "Sync",
      empty: "Shown once a sync has succeeded."
    },
    history: {
      title: "History",
      started: "Started",
      what: "What",
      by: "Started by",
      outcome: "Outcome",
      changes: "Changes",
      worked: "Time worked",
      plan: "Plan",
      goal: { preview: "Preview", sync: "Sync", apply: "Apply a preview" },
      onePerson: "Sync of one person",
      schedule: "The schedule",
      review: "Review",
      openPlan: "Open",
      planOf: (when: string) => `Plan of ${when}`,
      kinds: { everybody: "Syncs of everybody", person: "Syncs of one person", preview: "Previews" },
      any: "All",
      more: "Show more",
      none: "No run fits",
      noneDetail: "Choose another kind or outcome, or show all.",
      showAll: "Show all",
      empty: "No sync yet",
      emptyDetail: "Preview changes to see what a sync would do. Nothing is written until you apply it.",
      noChanges: "No changes",
      toCreate: (count: string) => `${count} to create`,
      toUpdate: (count: string) => `${count} to update`,
      toInactivate: (count: string) => `${count} to inactivate`,
      toReactivate: (count: string) => `${count} to reactivate`,
      created: (count: string) => `${count} created`,
      updated: (count: string) => `${count} updated`,
      inactivated: (count: string) => `${count} inactivated`,
      reactivated: (count: string) => `${count} reactivated`,
      failed: (count: string) => `${count} failed`
    }
  },
  download: {
    preparing: (file: string) => `Preparing ${file}.`,
    parts: counted("part so far.", "parts so far."),
    done: (share: string) => `${share} done.`,
    waiting: "The app did not answer, and is asked again.",
    kept: "What has come so far is kept.",
    goOn: "Continue",
    saved: (file: string) => `${file} is in your browser's downloads.`
  },
  settings: {
    navigation: "Settings",
    sections: {
      rules: "Matching",
      limits: "Safety limits",
      requests: "Jira requests",
      storage: "Storage",
      alerts: "Alerts",
      audit: "Audit log",
      support: "Support"
    },
    unknownAdmin: "An admin",
    unsaved: "Not saved",
    save: "Save changes",
    discard: "Discard changes",
    saved: "Saved.",
    notSaved: (count: number, format: Format) =>
      `${
        counted("change", "changes")(count, format)
      } not saved. You can look around; nothing is lost while this page is open.`,
    readOnly: "Settings cannot be changed until the license is renewed.",
    advanced: "Advanced",
    show: "Show",
    hide: "Hide",
    showAdvanced: "Show advanced settings",
    hideAdvanced: "Hide advanced settings",
    advancedDetail: "These fit almost every site. Change them only when support asks you to.",
    byDefault: (value: string) => `Default: ${value}`,
    useDefault: "Use default",
    useDefaultFor: (field: string) => `Use default: ${field}`,
    yes: "On",
    no: "Off",
    units: {
      percent: { suffix: "%", value: (value: number, format: Format) => format.percent(value / 100) },
      points: { suffix: "percentage points", value: counted("percentage point", "percentage points") },
      people: { suffix: "people", value: counted("person", "people") },
      accounts: { suffix: "accounts", value: counted("account", "accounts") },
      objects: { suffix: "objects", value: counted("object", "objects") },
      syncs: { suffix: "syncs", value: counted("sync", "syncs") },
      characters: { suffix: "characters", value: counted("character", "characters") },
      records: { suffix: "records", value: counted("record", "records") },
      seconds: { suffix: "seconds", value: counted("second", "seconds") },
      requests: { suffix: "points an hour", value: counted("point an hour", "points an hour") },
      days: { suffix: "days", value: counted("day", "days") }
    },
    fields: {
      absenceRuns: {
        label: "Syncs before somebody becomes inactive",
        unit: "syncs",
        detail: ({ number, show }: ShownSettings) =>
          number("absenceRuns") === 1
            ? "Somebody becomes inactive with the first sync that finds them deleted in Entra ID."
            : `Somebody becomes inactive when ${show("absenceRuns")} in a row have found them deleted in Entra ID.`
      },
      textLimit: {
        label: "Longest text",
        unit: "characters",
        detail: ({ show }: ShownSettings) =>
          `The end of a text of more than ${
            show("textLimit")
          } is cut off, and the preview says so. Assets accepts no longer ones.`
      },
      indexLagSeconds: {
        label: "Time until Assets finds a new record",
        unit: "seconds",
        detail: ({ show }: ShownSettings) =>
          `When it is not certain that a record was written, the sync waits ${
            show("indexLagSeconds")
          } before it looks again, so that nobody gets two.`
      },
      writeConcurrency: {
        label: "Records written at once",
        unit: "records",
        detail: ({ show }: ShownSettings) =>
          `Up to ${
            show("writeConcurrency")
          } are written at the same time. More is faster; fewer leaves Assets more room for others.`
      },
      "guard.enabled": {
        label: "Stop unusual syncs",
        unit: null,
        detail: (shown: ShownSettings) =>
          isOff(shown)
            ? "No sync stops. The limits below say what is listed as unusual with its plan."
            : "A sync that would go beyond one of these limits stops before it writes anything, and waits for an admin to approve it."
      },
      "guard.inactivations.percent": {
        label: "Share of all people",
        unit: "percent",
        detail: (shown: ShownSettings) =>
          `If more than ${shown.show("guard.inactivations.percent")} of people (and more than ${
            shown.show("guard.inactivations.above")
          }) would become inactive, ${beyond(shown)}.`
      },
      "guard.inactivations.above": {
        label: "Always allowed to become inactive",
        unit: "people",
        detail: (shown: ShownSettings) =>
          isOff(shown)
            ? `Up to ${shown.show("guard.inactivations.above")} are not listed for their share of all people.`
            : `Up to ${
              shown.show("guard.inactivations.above")
            } may become inactive in one sync, whatever share of all people they are.`
      },
      "guard.inactivations.most": {
        label: "Most people in one sync",
        unit: "people",
        detail: (shown: ShownSettings) =>
          `If more than ${shown.show("guard.inactivations.most")} would become inactive, ${
            beyond(shown)
          }, however large your organization is.`
      },
      "guard.group.percent": {
        label: "Share of a department or team",
        unit: "percent",
        detail: (shown: ShownSettings) =>
          `If more than ${
            shown.show("guard.group.percent")
          } of a department, or of everybody below one manager, would become inactive, ${beyond(shown)}.`
      },
      "guard.group.size": {
        label: "Smallest department or team that counts",
        unit: "people",
        detail: ({ show }: ShownSettings) =>
          `Groups of fewer than ${
            show("guard.group.size")
          } are not looked at, because there one person is a large share.`
      },
      "guard.unmatched.points": {
        label: "Rise of their share",
        unit: "points",
        detail: (shown: ShownSettings) =>
          `If the share of Atlassian accounts without a person in Entra ID has risen by more than ${
            shown.show("guard.unmatched.points")
          } since the last sync (and by more than ${shown.show("guard.unmatched.above")}), ${beyond(shown)}.`
      },
      "guard.unmatched.above": {
        label: "Rise that is always allowed",
        unit: "accounts",
        detail: (shown: ShownSettings) =>
          isOff(shown)
            ? `A rise by up to ${shown.show("guard.unmatched.above")} is not listed.`
            : `From one sync to the next there may be up to ${
              shown.show("guard.unmatched.above")
            } more, whatever their share.`
      },
      "guard.blanked.percent": {
        label: "Share of people who have the detail",
        unit: "percent",
        detail: (shown: ShownSettings) =>
          `If one detail, such as the job title, would be emptied for more than ${
            shown.show("guard.blanked.percent")
          } of those who have it (and for more than ${shown.show("guard.blanked.above")}), ${beyond(shown)}.`
      },
      "guard.blanked.above": {
        label: "Always allowed to lose a detail",
        unit: "people",
        detail: (shown: ShownSettings) =>
          isOff(shown)
            ? `Up to ${shown.show("guard.blanked.above")} who lose the same detail in one sync are not listed.`
            : `Up to ${shown.show("guard.blanked.above")} may lose the same detail in one sync.`
      },
      objectAllowance: {
        label: "Assets objects allowed on this site",
        unit: "objects",
        detail: (shown: ShownSettings) =>
          `If the site would hold more than ${shown.show("objectAllowance")}, ${
            beyond(shown)
          }. Premium and Enterprise plans include 50,000; enter what your plan allows.`
      },
      syncStatus: {
        label: "Keep a \"Sync status\" object in Assets",
        unit: null,
        detail: () =>
          "Keeps one \"Sync status\" object in the schema, so that a Jira Automation rule can alert somebody. It is written only when it changes, and it stays there if you turn this off."
      },
      jiraPointsPerHour: {
        label: "Points that the app may use on this site",
        unit: "requests",
        detail: ({ show }: ShownSettings) =>
          `A sync may use ${
            show("jiraPointsPerHour")
          }. Then it waits until the next full hour, and goes on where it was.`
      },
      plans: {
        label: "Previews",
        unit: "days",
        detail: ({ show }: ShownSettings) =>
          `A preview can be opened, downloaded and applied for ${show("plans")}. It holds names and addresses.`
      },
      details: {
        label: "Details of syncs",
        unit: "days",
        detail: ({ show }: ShownSettings) =>
          `What a sync changed for each person can be looked up for ${show("details")}.`
      },
      summaries: {
        label: "History",
        unit: "days",
        detail: ({ show }: ShownSettings) =>
          `The history lists a sync with its numbers for ${show("summaries")}, at most the newest 1,000.`
      }
    },
    alerts: {
      title: "Hear of trouble without opening this page",
      intro:
        "A rule of Jira Automation can watch one object in Assets and send an email or a chat message, or create a work item, when a sync failed or needs approval. A second rule notices when no sync has succeeded for too long.",
      holds: "What the object says",
      held: [
        "Last success: when a sync of everybody last succeeded",
        "Outcome: Succeeded, Needs approval or Failed",
        "Reason: why it came to that, and what to do",
        "Secret expires on: the day that you have entered in the setup"
      ],
      how: "How to be alerted",
      steps: [
        "Switch this on and save. The object appears at once, or when the first sync ends.",
        "In Jira, open Settings, System, Global automation, and create a rule.",
        {
          text:
            "As its trigger, choose the Assets object trigger for objects that are created or updated, with this query:",
          copied: "objectType = \"Sync status\" AND Outcome != \"Succeeded\""
        },
        { text: "As its action, choose Send email, with this as the text:", copied: "{{object.Reason}}" },
        {
          text:
            "For when nothing is heard any more, create a second rule: with the trigger Scheduled once a day, a branch over Assets objects with the query below, and the same action. Put more days than there are between two syncs.",
          copied: "objectType = \"Sync status\" AND \"Last success\" < now(-8d)"
        }
      ]
    },
    stale: (who: string, when: string) => `${who} changed the settings ${when}`,
    staleSaved: (parts: string) => `Saved: ${parts}.`,
    staleKept: "What you have typed is kept. Load the newest settings, look at your changes again, and save them.",
    staleNothing: "Nothing in this section changed.",
    loadNewest: "Load the newest settings",
    overtaken: (who: string, before: string, after: string) =>
      `${who} has meanwhile changed this from ${before} to ${after}. If you save, your value takes its place.`,
    parts: {
      entra: "connection to Entra ID",
      connection: "connection to Assets",
      rules: "matching, safety limits and alerts",
      budgets: "Jira requests",
      retention: "storage"
    },
    rules: {
      title: "How an account finds its person",
      intro:
        "The sync compares the address of each Atlassian account with the addresses in Entra ID, in this order. The first that fits decides. There is nothing to set.",
      order: [
        "The person's email address",
        "Their sign-in name at Microsoft",
        "The main address of their mailbox",
        "Any other address of their mailbox"
      ],
      notes: [
        "Once an account has its person, they stay together, whatever happens to the address.",
        "If two people fit, neither is taken. The preview lists the account and says what to do.",
        "Guests are found by their email address only."
      ],
      leavers: "People who leave"
    },
    limits: {
      title: "Check before every sync",
      off: "Unusual syncs are not stopped",
      offDetail:
        "What is unusual is still listed with each plan, but a mistake in Entra ID reaches Assets with the next sync.",
      inactivations: "People who become inactive",
      group: "Departments and teams",
      unmatched: "Accounts without a person",
      blanked: "Details that are emptied",
      objects: "Room in Assets"
    },
    requests: {
      title: "Share of Jira's hourly limit",
      intro:
        "To find out who has an Atlassian account, the app asks Jira for all accounts, 1,000 at a time. Jira counts points for that: 2,001 for each 1,000 accounts. All customers of this app share 65,000 points an hour, so take only what you need.",
      yours: (accounts: string, points: string) => `Reading the ${accounts} of your site takes ${points} points`,
      example: (accounts: string, points: string) => `Reading ${accounts} takes ${points} points`,
      atOnce: (reading: string) => `${reading}: within one hour's share, so a sync does not wait.`,
      spread: (reading: string, hours: string) =>
        `${reading}: more than one hour's share, so a sync waits for up to ${hours}.`
    },
    storage: {
      title: "How long the app keeps what it did",
      intro: "Older entries are removed once a day. The records in Assets stay as they are."
    },
    audit: {
      title: "Audit log",
      intro: "What admins did on this page, for the last 365 days.",
      csv: "Download CSV",
      jsonLines: "Download JSON Lines",
      empty: "Nobody has done anything yet",
      emptyDetail: "Whatever an admin changes or starts here is listed with who did it and when.",
      more: "Show more",
      details: "Show details",
      none: "not set",
      notKnown: "It is not known whether this was done: the app was ended in the middle.",
      changed: (sections: string) => `Changed settings: ${sections}`,
      change: (field: string, before: string, after: string) => `${field}: ${before} → ${after}`,
      actions: {
        saveEntra: "Changed the connection to Entra ID",
        saveRules: "Saved matching, safety limits and alerts",
        saveBudgets: "Saved the share of Jira requests",
        saveRetention: "Saved how long things are kept",
        connect: "Connected the app to Assets",
        setCadence: "Changed the schedule",
        turnOn: "Turned the schedule on",
        turnOff: "Turned the schedule off",
        pause: "Paused the schedule",
        resume: "Resumed the schedule",
        startPreview: "Started a preview",
        applyPlan: "Applied a preview",
        runNow: "Started a sync",
        approve: "Approved a sync that was stopped",
        cancel: "Canceled a sync",
        cancelPreview: "Canceled a preview",
        discard: "Discarded a sync that was stopped",
        resumeRun: "Continued a sync",
        previewPerson: "Started a preview for one person"
      },
      fields: {
        cloud: "Microsoft cloud",
        tenantId: "Directory (tenant) ID",
        clientId: "Application (client) ID",
        clientSecret: "Client secret",
        secretExpiresOn: "Secret expires on",
        caller: "Asks Assets",
        schedule: "Schedule",
        everyDays: "Days from one sync to the next",
        manualRunsCount: "Syncs by hand put the next one off"
      },
      callers: {
        App: "the app itself",
        Impersonated: "the app in the name of the admin who connected it",
        PresentUser: "the admin who has this page open"
      }
    },
    support: {
      title: "Support bundle",
      intro:
        "A file that helps somebody who looks into a problem with you. You can read it before you send it to anyone.",
      holds: "What is in it",
      held: [
        "The settings, with the IDs of your Microsoft directory and app registration",
        "Atlassian account IDs of admins, without their names",
        "The versions of the app and of its data",
        "Whether Assets lets the app in, asked now",
        "The schedule, and when the app last looked whether a sync is due",
        "The numbers of the last 20 syncs, their warnings and errors"
      ],
      lacks: "What is not in it",
      lacked: ["Names or addresses of people", "The client secret", "Records in Assets"],
      download: "Download support bundle"
    }
  },
  person: {
    // Search.
    search: "Find a person",
    searchLabel: "Name or email address",
    searchHint:
      "Of somebody with an Atlassian account. Jira looks for active accounts whose name or address begins so.",
    searchFailed: "Jira did not answer the search. Try again in a minute.",
    searchRefused: "Jira does not let you search for people.",
    searchRefusedNextStep: "Ask for the global permission \"Browse users and groups\".",
    found: counted("person found", "people found"),
    foundMore: (count: string) => `The first ${count} are shown. Type more of the name to see fewer.`,
    searching: "Searching",
    nobody: (sought: string) => `Jira found nobody for “${sought}”`,
    nobodyDetail:
      "Check the spelling. A hidden address has to be typed in full, and deactivated accounts are found by their ID below.",
    active: "Active",
    inactive: "Inactive",
    byId: "Find by ID",
    byIdLabel: "Entra object ID or Atlassian account ID",
    byIdHint:
      "For people without an Atlassian account, and for deactivated accounts. The object ID stands on the user's overview in the Entra admin center.",
    byIdInvalid:
      "This is neither. An object ID looks like 1b2c3d4e-0000-4000-8000-123456789abc, an account ID like 712020:1b2c3d4e-….",
    byIdShow: "Show",
    searchAgain: "Search for somebody else",

    // The answer.
    reading: "Reading Entra ID, Jira and Assets. This takes some seconds.",
    readAgain: "Read again",
    linked: "Linked",
    matched: "Found by address",
    notMatched: "Not matched",
    openSetup: "Open setup",
    openOverview: "Open overview",
    unknown: "Unknown person",

    // Why.
    whyMatched: "How they were matched",
    whyNot: "Why they are not matched",
    bound: (record: string) =>
      `${record} holds both the Entra object ID and the Atlassian account ID. From then on addresses play no part: the link stays when somebody changes their name or address.`,
    newRecord: "They have no record yet. The first sync links both for good, and addresses play no part from then on.",
    rules: "Whom the account's address leads to",
    rulesHint: "The first of these that finds somebody decides. It has to be one person.",
    leads: "Accounts that have an address of this person",
    leadsNone: "None.",
    nearest: "Who may be meant",
    nearestHint: "Nobody is linked by likeness; this is for you to look at.",
    rule: {
      mail: "Email",
      userPrincipalName: "Sign-in name",
      primaryProxyAddress: "Main mailbox address",
      alias: "Other mailbox address",
      otherMails: "Other emails (link nobody)"
    },
    noOne: "nobody",
    more: (count: string) => `and ${count} more`,
    doesNotCount: "does not link anybody",
    likeness: {
      same_local_part: "the same before the @",
      made_from_name: "made from their name",
      similar_local_part: "differs in a letter or two"
    },
    inTheWay: "Who stands in the way",
    look: "Show",
    lookAt: (name: string) => `Show ${name}`,
    whatToDo: "What to do",
    theRecord: "The record",
    advice: {
      second_account:
        "Deactivate the account that the person does not use. The next sync then links the one that is left, if its address is theirs.",
      several_candidates: "Let only one person in Entra ID have this address.",
      duplicated_records: "Keep one of the person's records in Assets, and remove the others.",
      contested_record: "Clear Atlassian Account ID on the record that is wrong.",
      contested_account: "Clear Atlassian Account ID on the record that is wrong.",
      bound_elsewhere: "Check who owns the record; clear Atlassian Account ID on it to free the account.",
      weaker_rule: "Correct the addresses in Entra ID, so that only one person has this one.",
      replaced_account: "Nothing: the record follows the person's new account.",
      inactive_account:
        "Nothing, as long as the account is not to be used. Reactivated, it is linked by the next sync.",
      incomplete_read: "Read again. If the read ends early once more, do what its message says.",
      only_other_mails: "Make this the email address of the person in Entra ID.",
      guest_address: "Make this the email address of the guest in Entra ID.",
      hidden_email:
        "Ask the person to show their address in their Atlassian profile, or set Atlassian Account ID by hand.",
      no_candidate:
        "Give the person in Entra ID the address of their Atlassian account, or leave it: some accounts are nobody's.",
      no_account:
        "Give the person an Atlassian account with one of their addresses, or leave it: without an account there is no record.",
      account_gone: "Nothing: the account was deleted.",
      account_missing: "Check the ID.",
      account_unknown: "Read again.",
      user_gone: "Nothing: the person was deleted in Entra ID.",
      user_missing: "Check the ID.",
      user_unknown: "Read again."
    },

    /** Instead of the advice above, when the person has a record. */
    adviceOnSecond: {
      linked:
        "Nothing, if the person uses the account that is linked. To link another one instead, put its account ID into Atlassian Account ID on the record.",
      free: (record: string) =>
        `Put the ID of the account that the person uses into Atlassian Account ID on ${record}, or deactivate the other one.`
    },

    // What was read.
    read: "What was read",
    account: "Atlassian account",
    user: "Entra ID",
    records: "Employee record in Assets",
    readAt: (when: string) => `Read ${when}.`,
    readPartly: (reason: string) => `Not read to the end: ${reason}`,
    noUser: "Nobody is linked to this account.",
    noAccount: "No account is linked to this person.",
    noRecord: "None.",
    empty: "empty",
    notSaid: "not said",
    hidden: "hidden",
    yes: "Yes",
    no: "No",
    field: {
      name: "Name",
      email: "Email",
      accountId: "Account ID",
      objectId: "Object ID",
      status: "Status",
      signIn: "Sign-in name",
      jobTitle: "Job title",
      department: "Department",
      manager: "Manager",
      enabled: "May sign in",
      guest: "Guest",
      addresses: "Other addresses",
      key: "Key",
      active: "Active",
      linkedTo: "Linked account",
      linkedAddress: "Its address"
    },
    presence: {
      present: "Found",
      gone: "Deleted",
      unconfirmed: "Missing, and not proved to be deleted",
      missing: "Unknown",
      unknown: "Not read: the read ended early"
    },
    deletion: { soft: "Deleted; can be restored for 30 days", hard: "Deleted for good" },

    // What would change, and findings.
    change: "What a sync would change",
    changeNone: "Nothing: without a match, nothing is written.",
    wouldWait: "A sync of everybody would wait for approval now",
    findings: "Worth a look",

    // Sync just them.
    sync: "Sync just them",
    syncReading: "Reading, to plan this one person",
    syncReadOnly: "Syncs are off until the license is renewed.",
    syncNothing: "Nothing to change",
    syncNothingDetail: "Everything was read again, and nothing was written.",
    syncTitle: (name: string) => `Sync ${name}?`,
    syncDetail: "This writes one record in Assets, and nobody else's.",
    syncConfirm: "Write this record",
    syncDone: "The record is written",
    syncPartly: "Not everything was written",
    syncPartlyDetail: "Open the run to see what Assets said.",
    syncCancelled: "The sync was canceled",
    syncWaits: "The sync waits for approval",
    syncWaitsDetail: "Open the run to see why, and to approve it.",
    syncInterrupted: "The sync was interrupted",
    syncInterruptedDetail: "Open the run to go on with it.",
    openRun: "Open run",

    // Recent runs.
    recent: "What recent runs did",
    recentNone: "No run has written anything yet.",
    recentLeft: "Wrote nothing about them",
    recentAt: (when: string) => `Open run of ${when}`,
    did: {
      Create: () => "Record created",
      Update: (attributes: string) => `Record updated: ${attributes}`,
      Inactivate: () => "Made inactive",
      Reactivate: () => "Made active again"
    }
  },
  setup: {
    intro: "Three steps lead from here to synced people. You can leave at any time; what is done stays done.",
    complete: "Setup is complete",
    allDone: "Every step is done",
    completion: {
      scheduled: "People are synced, and the schedule keeps them up to date.",
      paused: "People are synced. The schedule is paused, so the next sync is one that somebody starts.",
      off: "People are synced. The schedule is off, so the next sync is one that somebody starts.",
      byHand: "People are synced. On this site, syncs are started by hand.",
      unproved: "The connection was saved after the last sync. The next sync shows whether it works."
    },
    toOverview: "Go to the overview",
    done: "Done",
    next: "Next",
    toDo: "To do",
    attention: "Needs attention",
    step: (number: string, title: string) => `Step ${number}: ${title}`,
    readOnly: "Not available while the app has no license.",
    checkAgain: "Check again",
    assets: {
      title: "Create the Assets schema",
      summary: "A place in Assets for one record per person.",
      connected: (who: string, date: string) => `Connected by ${who} on ${date}.`,
      alone: "Syncs also run while nobody is present.",
      lost: "Assets refused the app at the last sync.",
      present: "Syncs run only while an admin has this page open.",
      creates: "This will be created in Assets:",
      schema: "Object schema",
      schemaNamed: (name: string, key: string) => `${name} (key ${key})`,
      type: "Object type",
      attributes: "Attributes",
      untouched:
        "Your other schemas are not touched. You can add attributes of your own to Employee later; the app leaves them alone.",
      create: "Create the schema",
      begun: "The schema is there already, without records",
      begunDetail: "An earlier setup did not come to its end. It can go on where it stopped.",
      goOn: "Go on",
      ours: (records: string) => `The schema is in place and holds ${records}.`,
      records: counted("record", "records"),
      connect: "Connect",
      reconnect: "Reconnect",
      adoptable: "A schema of this app is here already",
      adoptableDetail: (name: string, records: string, bound: string) =>
        `${name} holds ${records}, ${bound} of them linked to a person in Entra ID. They come from an earlier installation or from a copy of this site.`,
      adoptableKept: "If you use this schema, every record is kept, and syncs go on with the same people.",
      adoptableMissing: (attributes: string) => `These attributes are missing and will be created: ${attributes}.`,
      adopt: "Use this schema",
      foreign: (key: string) => `The key ${key} belongs to another schema`,
      damaged: "The schema has been changed in Assets",
      mend: "Mend the schema",
      unavailable: "Assets does not let the app in",
      missing: {
        scope: "The app needs a permission that its installed version does not have",
        role: "A role in Assets is missing",
        access: "Access to Assets is missing",
        plan: "This site has no Assets",
        time: "Assets did not answer",
        answer: "Assets answered something unexpected"
      },
      refused: "The schema could not be set up",
      notWritable: "The schema could not be created",
      cannotLook: "What is in Assets can be checked once the license is renewed.",
      onlyPresent: "On this site, syncs need somebody to be present",
      onlyPresentDetail:
        "Assets lets the app in only while an admin has this page open. You can set everything up and sync by hand, but there is no schedule.",
      callers: "How the app gets into Assets",
      callersDetail: "The app tries these in turn and keeps the first that works.",
      caller: {
        App: "As the app itself",
        Impersonated: "In your name, also while you are away",
        ImpersonatedOther: "In the name of the admin who connected it",
        PresentUser: "In your name, while you have this page open"
      },
      takeOver: {
        title: "Take over the connection to Assets?",
        who: (who: string, when: string) => `${who} connected the app on ${when}.`,
        detail:
          "From now on the app works through your access to Assets instead of theirs. Records and settings stay as they are.",
        confirm: "Take over"
      }
    },
    entra: {
      title: "Connect Microsoft Entra ID",
      summary: "Lets the app read who works here. It cannot change anything in Entra ID.",
      connected: (domain: string) => `Connected to ${domain}.`,
      connectedId: (tenantId: string) => `Connected to the tenant with the ID ${tenantId}.`,
      refused: "Microsoft Entra ID refused the app at the last sync.",
      expires: (day: string) => `The client secret expires on ${day}.`,
      noExpiry: "No expiry day is set for the client secret.",
      expired: (day: string) => `The client secret expired on ${day}.`,
      intro:
        "You create an app registration in Microsoft's admin center, and copy four values to this page. It takes some minutes.",
      introStored: "The app registration is there already. Change only what is no longer right.",
      roles:
        "Registering an app takes the Entra role Cloud Application Administrator, and consenting to reading all users takes Privileged Role Administrator. A Global Administrator may do both.",
      forAdmin: {
        title: "Not your role? Text for your Entra admin",
        label: "Text for your Entra admin",
        hint: "Click into the text to select all of it, then copy it.",
        begin: (portal: string) =>
          `We sync people from Microsoft Entra ID to Assets in Jira with the app "Entra ID Sync for Assets". It reads users and changes nothing in Entra ID. For that it needs an app registration. Please create one in the Entra admin center, ${portal}:`,
        end:
          "Then tell me the Directory (tenant) ID, the Application (client) ID, and the day on which the client secret expires. Send me the secret's Value in a way that nobody else can read."
      },
      portal: "Open the Entra admin center",
      register: {
        title: "Register an app",
        points: [
          "In the Entra admin center, open **App registrations** and choose **New registration**.",
          "Give it a name that others will recognize, such as \"Entra ID Sync for Assets\".",
          "Leave everything else as it is, and choose **Register**."
        ]
      },
      ids: {
        title: "Copy the two IDs",
        points: ["They are on the **Overview** of the new app registration."]
      },
      permission: {
        title: "Let it read users",
        points: [
          "Open **API permissions** and choose **Add a permission**, then **Microsoft Graph**, then **Application permissions**.",
          "Search for **User.Read.All**, select it, and choose **Add permissions**.",
          "Choose **Grant admin consent**, and confirm. The status gets a green check mark."
        ]
      },
      secret: {
        title: "Create a client secret",
        points: [
          "Open **Certificates & secrets** and choose **New client secret**, then **Add**.",
          "Copy what stands under **Value** right away: it is shown only once. The **Secret ID** beside it is something else."
        ]
      },
      renewal: {
        intro: "Only the client secret is replaced; the app registration stays as it is.",
        showAll: "Show the whole connection",
        find: (clientId: string) =>
          `In the Entra admin center, open **App registrations**, and there the app with the client ID **${clientId}**.`
      },
      finish: {
        title: "Test and save",
        first: "Saving tests the connection first.",
        replaces:
          "Saving tests the connection first. If the test does not pass, what is stored stays, unless you say otherwise."
      },
      withoutTest: {
        title: "Save without a passing test?",
        failed: (check: string, message: string) => `${check}: ${message}`,
        noReport: "The connection could not be tested.",
        replaces: "If you save, this takes the place of what is stored now, and syncs fail until the connection works.",
        first: "You can save it and go on later, but no sync works until the connection does.",
        confirm: "Save without a passing test",
        back: "Go back"
      },
      fields: {
        cloud: "Microsoft cloud",
        tenantId: "Directory (tenant) ID",
        clientId: "Application (client) ID",
        clientSecret: "Client secret (Value)",
        secretExpiresOn: "Secret expires on (optional)"
      },
      hints: {
        cloud: "Most companies are in the global one.",
        tenantId: "Or a domain of your tenant, such as contoso.com.",
        clientSecret: "After saving, nobody can read it here again.",
        secretExpiresOn: "Under Expires in the same list. From 30 days before, this page reminds every admin.",
        dayDropped: (day: string) =>
          `${day} was the earlier secret's day, and goes with it. Enter the new one's, under Expires in the same list; without it, nobody is reminded.`
      },
      guid: "00000000-0000-0000-0000-000000000000",
      storedSecret: "Stored. Leave empty to keep it.",
      notSet: "not set",
      test: "Test connection",
      testAgain: "Test again",
      testing: "Testing the connection",
      allWell: "Everything works",
      someFail: "Something still needs your attention",
      tested: (when: string) => `Tested ${when}.`,
      checks: {
        tenant: "Directory (tenant) ID",
        token: "Signing in",
        permission: "Permission to read users",
        sampleUser: "Reading a few users",
        assets: "Access to Assets"
      },
      save: "Save",
      discard: "Discard changes",
      stale: (who: string, when: string) => `${who} changed the connection to Entra ID ${when}`,
      staleChange: (field: string, before: string, after: string) => `${field}: ${before} → ${after}`,
      staleSecret: "The client secret may have been replaced.",
      staleKept: "What you have typed is kept. Load what is stored now, compare, and save if yours is right.",
      loadNewest: "Load what is stored now"
    },
    outcome: { ok: "OK", failed: "Failed", skipped: "Not checked" },
    sync: {
      title: "Sync for the first time",
      summary: "See what would change, apply it, and turn the schedule on.",
      every: (days: string) => `Syncs every ${days}.`,
      days: counted("day", "days"),
      everyDay: "Syncs every day.",
      byHand: "Syncs are started by hand.",
      off: "The schedule is off: syncs are started by hand.",
      paused: "The schedule is paused: syncs are started by hand.",
      notReady: "Finish the steps above first.",
      cadence: {
        title: "How often to sync",
        before: "Every",
        after: "days",
        afterOne: "day",
        label: "Days from one sync to the next",
        wrong: "Enter a whole number of days from 1 to 100.",
        detail: "Syncs begin once a day. Atlassian chooses the hour.",
        manual: "Syncs by hand put the next one off",
        manualDetail: "The days to the next scheduled sync are then counted from it.",
        unsaved: "Not saved yet.",
        saved: "Saved.",
        save: "Save",
        none:
          "On this site syncs are started by hand, because Assets lets the app in only while an admin has this page open."
      },
      preview: {
        title: "Look before anything changes",
        detail:
          "A preview reads Entra ID, Jira and Assets, and shows each change that a sync would make. Nothing is written.",
        start: "Start a preview",
        large: (accounts: string) =>
          `It takes a few minutes for a few thousand accounts. Jira lets the app read about ${accounts} an hour, so for a larger company it may take hours. You can close this page meanwhile.`,
        largePresent: (accounts: string) =>
          `It takes a few minutes for a few thousand accounts. Jira lets the app read about ${accounts} an hour, so for a larger company it may take hours. Keep this page open until it has ended.`
      },
      underWay: { preview: "Preview under way", apply: "First sync under way", sync: "Sync under way" },
      openRun: "Show details",
      plan: {
        title: "Your preview is ready",
        made: (when: string) => `Made ${when}. Nothing has been written yet.`,
        objects: "Assets objects afterwards",
        objectsOf: (objects: string, allowance: string) => `${objects} of ${allowance}`,
        review: "Review every change",
        nothing:
          "Everything in Assets is up to date already. Apply the plan to finish the setup; nothing will be written.",
        gone: "The last preview is no longer kept. Make a new one."
      },
      ended: {
        failed: "The last run failed",
        cancelled: "The last run was canceled",
        cancelledDetail: "What it had written stays. Start again whenever you like.",
        cancelledNothing: "Nothing was written. Start again whenever you like.",
        toStep: "Check the connection"
      },
      waits: {
        blocked: "The sync waits for an approval",
        blockedDetail:
          "Nothing has been written yet. Look at the reasons and at the changes, then approve or discard it.",
        interrupted: "The run was interrupted",
        interruptedDetail: "Nothing works on it at the moment. It can go on where it stopped.",
        resume: "Go on with it"
      },
      applied: {
        title: "Turn the schedule on",
        detail: (date: string) => `The first plan was applied on ${date}. From now on, syncs can run by themselves.`,
        detailByHand: (date: string) => `The first plan was applied on ${date}.`,
        turnOn: "Turn the schedule on",
        later: "Not now",
        on: "The schedule is on."
      }
    }
  },
  runState: {
    queued: "Waiting to start",
    reading: "Reading",
    planned: "Planned",
    applying: "Writing",
    succeeded: "Succeeded",
    blocked: "Needs approval",
    failed: "Failed",
    cancelled: "Canceled",
    interrupted: "Interrupted"
  },
  entryKind: {
    Create: "Create",
    Update: "Update",
    Inactivate: "Inactivate",
    Reactivate: "Reactivate",
    Finding: "Finding"
  },
  /** Why the safety check stops a plan. */
  stop: {
    rules: {
      inactivations: "Many people would become inactive",
      department: "Much of one department would become inactive",
      manager_tree: "Much of one team would become inactive",
      unmatched_accounts: "Many more accounts belong to nobody",
      blanked_attribute: "One attribute would be emptied on many records",
      object_allowance: "There would be more objects in Assets than the site may have",
      no_users: "Microsoft Entra ID shows nobody",
      incomplete_read: "Not everything could be read"
    },
    figures: {
      inactivations: (people: string, of: string, share: string) =>
        `${people} would become inactive, of ${of} who are active (${share}).`,
      Department: (name: string, count: string, of: string, share: string) =>
        `In ${name}, ${count} of ${of} active people would become inactive (${share}).`,
      Manager: (name: string, count: string, of: string, share: string) =>
        `Below ${name}, ${count} of ${of} active people would become inactive (${share}).`,
      unmatched: (count: string, of: string, share: string, before: string, ofBefore: string) =>
        `${count} of ${of} active accounts lead to nobody (${share}); after the last sync it was ${before} of ${ofBefore}.`,
      blanked: (field: string, count: string, of: string, share: string) =>
        `${field} would be emptied on ${count} of ${of} records that have it (${share}).`,
      objects: (count: string, of: string) => `The site would hold ${count} Assets objects, and may hold ${of}.`,
      noUsers: (records: string) => `Entra ID shows nobody to the app, while there are ${records} records.`
    },
    limit: (limit: string) => `Up to ${limit} would pass without approval.`,
    others: (names: string) => `It is the same with ${names}.`,
    more: (count: string) => `${count} more`
  },
  plan: {
    title: "Preview",
    titleOfPerson: "Preview of one person",
    made: (when: string, ago: string) => `Made ${when} (${ago}). Nothing has been written.`,
    madeBefore: (when: string, ago: string) => `Made ${when} (${ago}).`,
    newPreview: "Make a new preview",
    openRun: "Open the sync",
    follow: "Follow it",
    readOnly: "Applying is off until the license is renewed.",

    // What can be done with it, and why not.
    notice: {
      Applied: "This preview was applied",
      appliedDetail: (when: string) => `The sync of ${when} has written it. The next sync reads everything anew.`,
      CutShort: "A sync with this preview ended early",
      cutShortDetail: (when: string, done: string) =>
        `The sync of ${when} wrote part of it (${done}). Applied again, it does the rest.`,
      UnderWay: ["This preview is being applied", "The sync writes it at this moment."],
      Waits: [
        "A sync with this preview waits for approval",
        "The safety check has stopped it. Open it to see why, and to decide."
      ],
      Interrupted: ["A sync with this preview was interrupted", "Open it to let it go on."],
      Busy: ["Another sync is active", "This preview can be applied once that has ended."],
      OtherSettings: [
        "The settings have changed since this preview was made",
        "It may no longer be what they ask for, so it cannot be applied. A new preview takes a few minutes."
      ],
      Overtaken: "Another sync has run since this preview was made",
      overtakenDetail: (when: string) =>
        `Records that it changed ${when} will be left alone. A new preview shows how things are now.`,
      Blocks: [
        "The safety check will stop this sync until somebody approves it",
        "You can apply it all the same: the sync waits, and shows once more what it would do."
      ],
      Approved: "This preview was approved",
      approvedDetail: (when: string) => `That was ${when}. So the safety check lets it pass, however unusual it is.`,
      Off: "This would be unusual. The safety check is off, so nothing stops it."
    },
    empty: "Everybody is up to date",
    emptyDetail: (people: string) =>
      `The records of ${people} say what Microsoft Entra ID says. There is nothing to apply.`,
    emptyOfPerson: "Their record says what Microsoft Entra ID says. There is nothing to apply.",
    gone: "This preview is not kept any more",
    goneDetail: (days: string) => `Previews are kept for ${days}. How long can be changed in the settings.`,
    days: counted("day", "days"),
    unreadable: "This preview was made by another version of the app",
    unreadableDetail: "Make a new one to see what a sync would change now.",
    inMaking: "The preview is being made",
    inMakingDetail: "It reads Microsoft Entra ID, Jira and Assets, and shows here what a sync would change.",

    // Totals.
    totals: "What a sync would do",
    counts: {
      create: ["New records", "For people who have none."],
      update: ["Updates", "Records that do not say what Entra ID says."],
      inactivate: ["Become inactive", "Records of people who have left. None is deleted."],
      reactivate: ["Become active again", "Records of people who are back."],
      unchanged: ["Stay as they are", "Records that are right already."],
      unmatched: ["Accounts without a person", "Atlassian accounts that lead to nobody in Entra ID."],
      managers: ["Managers not linked", "Because the manager has no record."],
      warnings: ["Worth a look", "In all, with what to do about each."]
    },
    objects: "Assets objects",
    objectsOf: (afterwards: string, allowance: string, share: string) =>
      `${afterwards} of ${allowance} afterwards (${share})`,
    objectsFew: "less than 1%",
    objectsNow: (now: string, more: string) => `${now} now, and ${more} new.`,
    objectsSame: (now: string) => `${now} now. None is added.`,
    objectsOver: (missing: string) => `That is ${missing} more than the site may have.`,

    // What it was made from.
    sources: "What it was made from",
    sourceNames: { graph: "Microsoft Entra ID", jira: "Jira", assets: "Assets" },
    sourceCounts: {
      graph: counted("person", "people"),
      jira: counted("account", "accounts"),
      assets: counted("record", "records")
    },
    read: (count: string, when: string) => `${count}, read ${when}`,
    coverage: {
      people: (withAccount: string, without: string) =>
        `${withAccount} with a linked Atlassian account, ${without} without: only people who have one get a record.`,
      accounts: {
        matched: (count: string) => `${count} with a person in Entra ID`,
        unmatched: (count: string) => `${count} without a person`,
        inactive: (count: string) => `${count} deactivated and without a record`,
        others: (count: string) => `${count} for reasons under “Worth a look”`
      }
    },
    complete: "Complete",
    incomplete: "Not complete",

    // Applying.
    apply: "Apply this plan",
    applyTitle: "Apply this plan?",
    applyDetail: "The sync writes exactly what this preview shows:",
    applyMoved: "Records that somebody has changed since the preview are left alone.",
    applyWaits: "The safety check will stop it first, and ask for approval.",
    applyAge: (ago: string) => `The preview was made ${ago}.`,
    applyConfirm: (changes: string) => `Write ${changes}`,

    // Files.
    csv: "Download CSV",
    json: "Download JSON",

    // Findings.
    findings: "Worth a look",
    findingsDetail: "None of this stops a sync.",
    whom: "Show whom",
    inTable: "Show in the list",
    inTableOf: (title: string) => `Show in the list: ${title}`,

    // The list.
    table: {
      title: "Every change",
      search: "Search the list",
      searchHint: "Name, or words of a finding",
      kinds: "Kind",
      all: "All",
      kind: {
        Create: "New",
        Update: "Update",
        Inactivate: "Inactive",
        Reactivate: "Active again",
        Finding: "Worth a look"
      },
      cause: "Cause",
      anyCause: "All causes",
      shown: (shown: string, all: string) => `${shown} of ${all} shown`,
      loading: (loaded: string, all: string) => `${loaded} of ${all} loaded`,
      loadingLabel: "Loading the list",
      none: "Nothing fits",
      noneDetail: "Search for something else, or show all kinds.",
      showAll: "Show everything",
      name: "Name",
      kindColumn: "Kind",
      changes: "What changes",
      sortBy: (column: string) => `Sort by ${column.toLowerCase()}`,
      person: "How this person is matched",
      change: (field: string, before: string, after: string) => `${field}: ${before} → ${after}`,
      more: (change: string, more: string) => `${change}, and ${more} more`,
      newRecord: "New record"
    },
    entry: {
      field: "Field",
      value: "Value",
      before: "Before",
      after: "After",
      empty: "empty",
      active: "Active",
      inactive: "Inactive",
      /** A manager of whom only the Entra id or the record's id is known. */
      managerOfEntra: (entraId: string) => `Entra object ID ${entraId}`,
      managerOfRecord: (objectId: string) => `Assets object ${objectId}`,
      fields: {
        name: "Name",
        fullName: "Full name",
        email: "Email",
        userPrincipalName: "Sign-in name",
        jobTitle: "Job title",
        department: "Department",
        entraUserId: "Entra object ID",
        account: "Atlassian account",
        active: "Active",
        manager: "Manager"
      },
      reasons: {
        manager_deferred: "Their manager is written last, because these people report to each other in a circle.",
        disabled_in_entra: "Their sign-in is blocked in Entra ID.",
        account_inactive: "Their Atlassian account is deactivated.",
        gone_from_entra: "They are no longer in Entra ID.",
        deleted_in_entra: "They were deleted in Entra ID, where they can be restored for 30 days.",
        deleted_for_good: "They were deleted in Entra ID for good.",
        account_gone: "Their Atlassian account was deleted."
      }
    }
  },
  finding: {
    more: "Show more",
    shown: (shown: string, all: string) => `${shown} of ${all} shown`,
    /** Between names: "Ada reports to Bob, who reports to Ada". */
    reportsTo: "reports to",
    whoReportsTo: ", who reports to",
    whatToDo: "What to do",
    codes: {
      unmatched_account: {
        title: "Accounts with an address that nobody has",
        meaning: "Nobody in Entra ID has the address of the account, so it gets no record.",
        nextStep:
          "If somebody uses the account, give them this address in Entra ID. Accounts that are nobody's can stay as they are."
      },
      hidden_email: {
        title: "Accounts with a hidden address",
        meaning: "The account does not show its address, so nobody can be found by it.",
        nextStep:
          "Ask the person to show their address in their Atlassian profile, or enter their Atlassian Account ID on their record in Assets."
      },
      ambiguous_match: {
        title: "Addresses that several people have",
        meaning: "More than one person in Entra ID has the address of the account, so nobody is chosen.",
        nextStep: "In Entra ID, let only one of them have this address."
      },
      binding_conflict: {
        title: "Records that contradict each other",
        meaning: "Two records, or a record and an address, claim the same person or account. What is there stays.",
        nextStep:
          "Look at the records in Assets, and clear Atlassian Account ID on the one that is wrong. Remove records that somebody has twice."
      },
      second_account: {
        title: "People with a second Atlassian account",
        meaning: "Several Atlassian accounts lead to the same person, and a record has room for one.",
        nextStep:
          "Deactivate the account that the person does not use. If they have a record, you can also put the ID of the right account into Atlassian Account ID on it."
      },
      relinked: {
        title: "Records that follow a new account",
        meaning:
          "The earlier Atlassian account is gone. The record now belongs to the account with the person's address.",
        nextStep: "Nothing."
      },
      missing_manager: {
        title: "Managers who cannot be linked",
        meaning: "Whom the person reports to has no record in Assets, so Manager stays empty.",
        nextStep: "Give the manager an Atlassian account, or correct the manager in Entra ID."
      },
      manager_cycle: {
        title: "People who report to each other in a circle",
        meaning: "Following the managers upwards leads back to where one began.",
        nextStep: "Correct the managers in Entra ID."
      },
      truncated_value: {
        title: "Texts that are too long",
        meaning: "A text in Entra ID is longer than Assets accepts, so its end is cut off.",
        nextStep: "Shorten the text in Entra ID."
      },
      name_adjusted: {
        title: "Names with characters that Assets refuses",
        meaning: "The name of the record has spaces in their place. Full Name has the original.",
        nextStep: "Nothing."
      },
      unmanaged_record: {
        title: "Records that the app leaves alone",
        meaning: "The record's Entra User ID names nobody in Entra ID: somebody made it by hand.",
        nextStep: "Nothing, or remove the record in Assets if nobody needs it."
      },
      absence_unconfirmed: {
        title: "People whose absence is not proved",
        meaning: "They were missing from a list, but that they are gone is not certain. Their record stays as it is.",
        nextStep: "Nothing: the next syncs ask again. If it stays so, look the person up in Entra ID and Atlassian."
      },
      quota: {
        title: "Not enough room in Assets",
        meaning: "The site would hold more Assets objects than it may.",
        nextStep: "Buy more Assets objects, or remove objects that nobody needs."
      }
    }
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
        token: "Microsoft's sign-in service has asked the app to slow down.",
        graph: "Microsoft Entra ID has asked the app to slow down.",
        jira:
          "Jira has asked the app to slow down, or the share of Jira's hourly limit that the app may use is used up.",
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
      startedBy: (who: string, when: string) => `Started by ${who}, ${when}`,
      bySchedule: (when: string) => `Started by the schedule, ${when}`,
      cancel: "Cancel",
      cancelling: "Canceling"
    },
    cancel: {
      title: "Cancel this run?",
      nothingYet: "Nothing has been written yet, and nothing will be.",
      stays: (changes: string) =>
        `What was written so far (${changes}) stays. Nothing is undone, and the next sync does the rest.`,
      keep: "Keep it going",
      confirm: "Cancel the run"
    },
    readOnly: "Not available while the app has no license.",
    title: { preview: "Preview", sync: "Sync", person: "Sync of one person" },
    state: "State",
    openPlan: "Open the preview",
    openFullPlan: "See every change in the preview",
    notKept: {
      title: "There is no such run",
      detail: (days: string) =>
        `Runs are kept for ${days}, which can be changed in the settings. Either it is older, or its address is not right.`
    },
    days: counted("day", "days"),
    about: {
      title: "About this run",
      startedBy: "Started by",
      schedule: "The schedule",
      started: "Started",
      ended: "Ended",
      notEnded: "Not yet",
      worked: "Time worked",
      parts: "Parts",
      part: (parts: string) => `${parts}, with pauses between them`,
      id: "Run ID"
    },
    underWay: "Under way",
    failed: "What went wrong",
    failureDetails: "Details for support",
    lost: (who: string) => `${who} had connected the app to Assets, and Assets no longer let that account in.`,
    connectingAdmin: "The admin",
    reconnect: "Reconnect",
    openSetup: "Open setup",
    partly: {
      title: (changes: string) => `Not everything could be written: ${changes}`,
      detail: "The changes below say which, and why. The next sync tries again."
    },
    cancelled: {
      title: "Somebody canceled this run",
      some: "What was written before that stays. The next sync does the rest.",
      nothing: "Nothing was written.",
      discarded: "Somebody discarded this run",
      discardedDetail: "Nothing was written. The next sync reads everything anew."
    },
    stopped: {
      title: "Why it was stopped",
      approved: (who: string, when: string) => `${who} approved it all the same: ${when}.`
    },
    interrupted: {
      title: "This run was interrupted",
      detail: (when: string) =>
        `Nothing has worked on it since ${when}. All that was done is kept, and it can go on from there.`,
      resume: "Resume"
    },
    previewed: {
      title: "The preview is ready",
      detail: "Nothing has been written. Look at what a sync would change, and apply it if that is right."
    },
    blocked: {
      title: "The safety check has stopped this run",
      detail: "Nothing has been written. A person has to look at the reasons, and then decide.",
      outdated: "This sync cannot go on: the settings have changed since it was planned",
      outdatedDetail:
        "Nothing has been written. A new preview shows what a sync would change now; this one can be discarded.",
      reasons: "Why it was stopped",
      wouldHappen: "What would happen",
      approve: "Approve and continue",
      discard: "Discard",
      noPlan: "Its plan is not kept any more, so it cannot be approved. Discard it and start a new sync.",
      confirm: {
        title: "Approve this plan?",
        detail: "The sync goes on and does all of this:",
        word: "APPROVE",
        label: (word: string) => `Type ${word} to go on`
      },
      discarding: {
        title: "Discard this run?",
        detail: "Nothing will be written. The next sync reads everything anew, and may be stopped for the same reason.",
        confirm: "Discard the run",
        keep: "Keep it"
      }
    },
    done: {
      title: "What was done",
      soFar: "Done so far",
      none: "Nothing had to be written.",
      nothing: "Nothing was written.",
      nothingYet: "Nothing has been written yet.",
      counts: {
        created: ["Created", "New records for people who had none."],
        updated: ["Updated", "Records that now say what Microsoft Entra ID says."],
        inactivated: ["Made inactive", "Records of people who have left. No record is deleted."],
        reactivated: ["Made active again", "Records of people who are back."],
        managerLinks: [
          "Linked to their manager",
          "Records that now point to the manager's record. Part of the changes above."
        ],
        unchanged: [
          "Already right",
          "Records that somebody, or an earlier attempt, had already set to the same values."
        ],
        moved: ["Left alone", "Records that were changed after the plan was made. The next sync looks at them again."],
        failed: ["Failed", "Records that Assets refused. The changes below say why."],
        inDoubt: [
          "Unclear",
          "Changes that were sent, but whose answer never came. The next sync looks at what they came to."
        ]
      }
    },
    plan: {
      counts: {
        create: ["To create", "New records for people who have none."],
        update: ["To update", "Records that do not say what Microsoft Entra ID says."],
        inactivate: ["To make inactive", "Records of people who have left. No record is deleted."],
        reactivate: ["To make active again", "Records of people who are back."]
      },
      none: "Nothing has to be changed."
    },
    changes: {
      title: "Changes",
      kind: "Kind",
      anyKind: "All kinds",
      fate: "Outcome",
      anyFate: "All outcomes",
      fates: {
        written: "Done",
        unchanged: "Already right",
        moved: "Left alone",
        failed: "Failed",
        inDoubt: "Unclear",
        pending: "Not done"
      },
      shown: (shown: string, of: string) => `${shown} of ${of}`,
      more: "Show more",
      searching: "Looking through the run",
      none: "No change fits these filters.",
      gone: (days: string) =>
        `The single changes of a run are kept for ${days}; these are gone. The numbers above stay.`
    },
    findings: {
      title: "Worth a look",
      all: "See all in the preview"
    },
    effort: {
      title: "Time and requests",
      phases: { reading: "Reading", planning: "Working out changes", applying: "Writing" },
      services: {
        token: "Microsoft sign-in",
        graph: "Microsoft Entra ID",
        jira: "Jira",
        assets: "Assets"
      },
      requests: counted("request", "requests"),
      least: (duration: string, service: string) =>
        `By the limits that ${service} publishes, these requests take at least ${duration}.`
    }
  }
} as const

export type Texts = typeof english
