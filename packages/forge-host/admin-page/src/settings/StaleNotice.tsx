/** Somebody else has saved settings while the admin was changing them. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { useEffect, useRef } from "react"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { useAccountName } from "../frame/AccountName.tsx"
import { leadTo } from "../frame/Focus.ts"
import { useTexts } from "../texts/useTexts.ts"
import { differences } from "./Draft.ts"
import styles from "./FormSection.module.css"
import { List } from "./List.tsx"
import type { SettingsForm } from "./useSettingsForm.ts"
import { useShown } from "./useShown.ts"

export interface StaleNoticeProps {
  readonly form: SettingsForm
  readonly onLoad: () => void
}

export const StaleNotice = ({ form, onLoad }: StaleNoticeProps) => {
  const texts = useTexts()
  const format = useFormat()
  const now = useNow()
  const shown = useShown()
  const { changed } = form.newest
  const element = useRef<HTMLDivElement>(null)
  // Who has pressed "Save" is led there; who is typing is not disturbed.
  useEffect(() => {
    if (form.isRefused) leadTo(element.current)
  }, [form.isRefused])
  const who = useAccountName(changed?.by ?? null) ?? texts.settings.unknownAdmin
  if (form.draft === null || changed === null) return null
  const others = differences(form.section, form.draft.seen, form.newest)
  return (
    <div role="alert" ref={element} tabIndex={-1} className={styles["notice"]}>
      <SectionMessage
        appearance="warning"
        title={texts.settings.stale(who, format.relative(Math.min(changed.at, now), now))}
      >
        <Stack space="space.100" alignInline="start">
          <Text>{texts.settings.staleSaved(format.list(changed.what.map((part) => texts.settings.parts[part])))}</Text>
          {others.length === 0 ? <Text>{texts.settings.staleNothing}</Text> : (
            <List
              items={others.map(({ after, before, field }) =>
                texts.settings.audit.change(
                  texts.settings.fields[field].label,
                  shown(field, before),
                  shown(field, after)
                )
              )}
            />
          )}
          <Text>{texts.settings.staleKept}</Text>
          <Button onClick={onLoad}>{texts.settings.loadNewest}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}
