/** What admins can set, what they did, and what somebody who helps them needs. */
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useSite } from "../api/Site.ts"
import { Asked } from "../frame/Asked.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { StatusLozenge } from "../frame/StatusLozenge.tsx"
import { type SettingsSection, settingsSections } from "../Route.ts"
import { useTexts } from "../texts/useTexts.ts"
import { Alerts } from "./Alerts.tsx"
import { AuditLog } from "./AuditLog.tsx"
import { useDrafts } from "./Drafts.tsx"
import { JiraRequests } from "./JiraRequests.tsx"
import { MatchingRules } from "./MatchingRules.tsx"
import { SafetyLimits } from "./SafetyLimits.tsx"
import styles from "./Settings.module.css"
import { Storage } from "./Storage.tsx"
import { Support } from "./Support.tsx"

const Section = ({ section, state }: { readonly section: SettingsSection; readonly state: State }) => {
  switch (section) {
    case "rules":
      return <MatchingRules state={state} />
    case "limits":
      return <SafetyLimits state={state} />
    case "requests":
      return <JiraRequests state={state} />
    case "storage":
      return <Storage state={state} />
    case "alerts":
      return <Alerts state={state} />
    case "audit":
      return <AuditLog state={state} />
    case "support":
      return <Support />
  }
}

const Sections = ({ section }: { readonly section: SettingsSection }) => {
  const { settings: texts } = useTexts()
  const { go } = useNavigation()
  const { drafts } = useDrafts()
  return (
    <nav aria-label={texts.navigation}>
      <ul className={styles["sections"]}>
        {settingsSections.map((other) => (
          <li key={other}>
            <button
              type="button"
              className={styles["section"]}
              aria-current={other === section ? "page" : undefined}
              onClick={() => go({ view: "settings", section: other })}
            >
              {texts.sections[other]}
              {other in drafts && (
                <span className={styles["unsaved"]}>
                  <StatusLozenge tone="warning">{texts.unsaved}</StatusLozenge>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export const Settings = ({ section }: { readonly section: SettingsSection }) => {
  const site = useSite()
  return (
    <div className={styles["settings"]}>
      <Sections section={section} />
      <Asked query={site}>{(state) => <Section section={section} state={state} />}</Asked>
    </div>
  )
}
