/** Somebody else has saved settings while the admin was changing them. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useAccountName } from "../frame/AccountName.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { differences } from "./Draft.ts"
import type { SettingsForm } from "./useSettingsForm.ts"
import { useShown } from "./useShown.ts"

export const StaleNotice = ({ form }: { readonly form: SettingsForm }) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const shown = useShown()
  const { changed } = form.newest
  const who = useAccountName(changed?.by ?? null) ?? texts.somebody
  if (form.draft === null || changed === null) return null
  const others = differences(form.section, form.draft.seen, form.newest)
  return (
    <div role="alert">
      <SectionMessage
        appearance="warning"
        title={texts.settings.stale(who, format.relative(Math.min(changed.at, now), now))}
      >
        <Stack space="space.100" alignInline="start">
          <Text>{texts.settings.staleSaved(format.list(changed.what.map((part) => texts.settings.parts[part])))}</Text>
          {others.length === 0 ? <Text>{texts.settings.staleNothing}</Text> : (
            <ul>
              {others.map(({ after, before, field }) => (
                <li key={field}>
                  {texts.settings.audit.change(
                    texts.settings.fields[field].label,
                    shown(field, before),
                    shown(field, after)
                  )}
                </li>
              ))}
            </ul>
          )}
          <Text>{texts.settings.staleKept}</Text>
          <Button onClick={form.loadNewest}>{texts.settings.loadNewest}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}
