/** A file for somebody who helps, and what it tells them. */
import Button from "@atlaskit/button/new"
import Heading from "@atlaskit/heading"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import { ask } from "../api/Ask.ts"
import { useNow } from "../format/useNow.ts"
import { DownloadState, useDownload } from "../frame/Download.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { fileName } from "./FileName.ts"
import { List } from "./List.tsx"

export const Support = () => {
  const { settings: { support } } = useTexts()
  const download = useDownload()
  const now = useNow()
  const save = () =>
    download.start({
      fileName: fileName("entra-sync-support", "json", now),
      mediaType: "application/json",
      first: null,
      part: async () => ({ text: (await ask("supportBundle", {})).text, next: null })
    })
  return (
    <Panel title={support.title}>
      <Stack space="space.250">
        <Text>{support.intro}</Text>
        <Stack space="space.100">
          <Heading as="h3" size="xsmall">{support.holds}</Heading>
          <List items={support.held} />
        </Stack>
        <Stack space="space.100">
          <Heading as="h3" size="xsmall">{support.lacks}</Heading>
          <List items={support.lacked} />
        </Stack>
        <Inline>
          <Button appearance="primary" isLoading={download.isBusy} onClick={save}>{support.download}</Button>
        </Inline>
        <DownloadState download={download} />
      </Stack>
    </Panel>
  )
}
