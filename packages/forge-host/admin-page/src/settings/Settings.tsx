import type { SettingsSection } from "../Route.ts"
export const Settings = ({ section }: { readonly section: SettingsSection }) => <p>{section}</p>
