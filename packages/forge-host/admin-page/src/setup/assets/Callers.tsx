/** In whose name the app could ask Assets, and how Assets answered each. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import type { CallerProbe } from "@entra-assets/forge-host/app/SetupReport"
import { Disclosure } from "../../frame/Disclosure.tsx"
import type { Texts } from "../../texts/English.ts"
import { useTexts } from "../../texts/useTexts.ts"
import { type Check, CheckList } from "../CheckList.tsx"
import { letsOnlyPresent } from "./Probes.ts"

const nameOf = (
  { caller: asked }: CallerProbe,
  accountId: string,
  { setup: { assets: { caller } } }: Texts
): string =>
  asked._tag === "Impersonated" && asked.accountId !== accountId ? caller.ImpersonatedOther : caller[asked._tag]

const checkOf = (probe: CallerProbe, name: string): Check => ({
  name,
  outcome: probe.outcome === "reads" || probe.outcome === "writes" ? "ok" : "failed",
  message: probe.message,
  nextStep: probe.nextStep
})

export interface CallersProps {
  readonly callers: ReadonlyArray<CallerProbe>
  /** Who looks at the page. */
  readonly accountId: string
  readonly isOpen: boolean
}

export const Callers = ({ accountId, callers, isOpen }: CallersProps) => {
  const all = useTexts()
  const texts = all.setup.assets
  return (
    <Stack space="space.200">
      {letsOnlyPresent(callers) && (
        <SectionMessage headingLevel="h3" appearance="information" title={texts.onlyPresent}>
          <Text>{texts.onlyPresentDetail}</Text>
        </SectionMessage>
      )}
      <Disclosure title={texts.callers} isOpen={isOpen}>
        <Stack space="space.150">
          <Text color="color.text.subtle">{texts.callersDetail}</Text>
          <CheckList checks={callers.map((probe) => checkOf(probe, nameOf(probe, accountId, all)))} />
        </Stack>
      </Disclosure>
    </Stack>
  )
}
