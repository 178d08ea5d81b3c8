/** Somebody else has saved the connection to Entra ID while the admin was typing. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useFormat } from "../../format/Format.tsx"
import { useNow } from "../../format/useNow.ts"
import { useAccountName } from "../../frame/AccountName.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { differences } from "../EntraDraft.ts"
import type { EntraForm } from "./useEntraForm.ts"

export interface EntraStaleProps extends Pick<State, "clouds"> {
  readonly form: EntraForm
}

export const EntraStale = ({ clouds, form: { draft, loadNewest, newest } }: EntraStaleProps) => {
  const { setup: { entra: texts }, somebody } = useTexts()
  const format = useFormat()
  const now = useNow()
  const { changed } = newest
  const who = useAccountName(changed?.by ?? null) ?? somebody
  const at = Math.min(changed?.at ?? now, now)
  const others = differences(draft.seen, newest)
  const shown = (value: string) => clouds.find(({ cloud }) => cloud === value)?.label ?? (value || texts.notSet)
  return (
    <div role="alert">
      <SectionMessage headingLevel="h3" appearance="warning" title={texts.stale(who, format.relative(at, now))}>
        <Stack space="space.100" alignInline="start">
          {others.length === 0 ? <Text>{texts.staleSecret}</Text> : (
            <ul>
              {others.map(({ after, before, field }) => (
                <li key={field}>
                  {texts.staleChange(texts.fields[field], shown(before), shown(after))}
                </li>
              ))}
            </ul>
          )}
          <Text>{texts.staleKept}</Text>
          <Button onClick={loadNewest}>{texts.loadNewest}</Button>
        </Stack>
      </SectionMessage>
    </div>
  )
}
