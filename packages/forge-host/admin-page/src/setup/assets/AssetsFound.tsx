/** What is in Assets, what connecting would do about it, and the button for it. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import SectionMessage from "@atlaskit/section-message/section-message"
import { schemaDefinition } from "@entra-assets/core/assets/DirectoryDefinition"
import type { AssetsState } from "@entra-assets/forge-host/app/SetupReport"
import type { ReactNode } from "react"
import { useFormat } from "../../format/Format.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { Definition } from "./Definition.tsx"

interface ObstacleProps {
  readonly title: string
  readonly message: string
  readonly nextStep: string
}

const Obstacle = ({ message, nextStep, title }: ObstacleProps) => (
  <SectionMessage headingLevel="h3" appearance="warning" title={title}>
    <Stack space="space.100">
      <Text>{message}</Text>
      <Text>{nextStep}</Text>
    </Stack>
  </SectionMessage>
)

const useSaid = (found: AssetsState): ReactNode => {
  const { setup: { assets: texts } } = useTexts()
  const format = useFormat()
  switch (found._tag) {
    case "Nothing":
      return <Definition />
    case "Begun":
      return (
        <SectionMessage headingLevel="h3" title={texts.begun}>
          <Text>{texts.begunDetail}</Text>
        </SectionMessage>
      )
    case "Ours":
      return <Text>{texts.ours(texts.records(found.records, format))}</Text>
    case "Adoptable":
      return (
        <SectionMessage headingLevel="h3" title={texts.adoptable}>
          <Stack space="space.100">
            <Text>
              {texts.adoptableDetail(
                texts.schemaNamed(schemaDefinition.name, schemaDefinition.objectSchemaKey),
                texts.records(found.records, format),
                format.number(found.bound)
              )}
            </Text>
            <Text>{texts.adoptableKept}</Text>
            {found.missing.length > 0 && <Text>{texts.adoptableMissing(format.list(found.missing))}</Text>}
          </Stack>
        </SectionMessage>
      )
    case "Foreign":
      return <Obstacle {...found} title={texts.foreign(found.key)} />
    case "Damaged":
      return <Obstacle {...found} title={texts.damaged} />
    case "Unavailable":
      return <Obstacle {...found} title={texts.missing[found.missing]} />
  }
}

/** What connecting is called here; `null` where it would be refused. */
const useDeed = (
  found: AssetsState,
  isConnected: boolean
): { readonly name: string; readonly adopt: boolean } | null => {
  const { setup: { assets: texts } } = useTexts()
  switch (found._tag) {
    case "Nothing":
      return { name: texts.create, adopt: false }
    case "Begun":
      return { name: texts.goOn, adopt: false }
    case "Ours":
      return { name: isConnected ? texts.reconnect : texts.connect, adopt: false }
    case "Adoptable":
      return { name: texts.adopt, adopt: true }
    case "Damaged":
      return found.canBeMended ? { name: texts.mend, adopt: true } : null
    case "Foreign":
    case "Unavailable":
      return null
  }
}

export interface AssetsFoundProps {
  readonly found: AssetsState
  readonly isConnected: boolean
  readonly isConnecting: boolean
  readonly isLooking: boolean
  readonly onConnect: (adopt: boolean) => void
  readonly onLookAgain: () => void
}

export const AssetsFound = (
  { found, isConnected, isConnecting, isLooking, onConnect, onLookAgain }: AssetsFoundProps
) => {
  const { setup: texts } = useTexts()
  const said = useSaid(found)
  const deed = useDeed(found, isConnected)
  const isAsItShouldBe = isConnected && found._tag === "Ours"
  return (
    <Stack space="space.200">
      <div aria-live="polite">{said}</div>
      <Inline space="space.100" rowSpace="space.100" shouldWrap>
        {deed !== null && (
          <Button
            appearance={isAsItShouldBe ? "default" : "primary"}
            isLoading={isConnecting}
            isDisabled={isLooking}
            onClick={() => onConnect(deed.adopt)}
          >
            {deed.name}
          </Button>
        )}
        <Button
          appearance={deed === null ? "primary" : "subtle"}
          isLoading={isLooking}
          isDisabled={isConnecting}
          onClick={onLookAgain}
        >
          {texts.checkAgain}
        </Button>
      </Inline>
    </Stack>
  )
}
