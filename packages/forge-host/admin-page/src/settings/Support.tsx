/** A file for somebody who helps, and what it tells them. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import { ask } from "../api/Ask.ts"
import { useNow } from "../format/useNow.ts"
import { DownloadState, useDownload } from "../frame/Download.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { fileName } from "./FileName.ts"
import { TitledList } from "./List.tsx"

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
        <TitledList title={support.holds} items={support.held} />
        <TitledList title={support.lacks} items={support.lacked} />
        <Inline>
          <Button appearance="primary" isLoading={download.isBusy} onClick={save}>{support.download}</Button>
        </Inline>
        <DownloadState download={download} />
      </Stack>
    </Panel>
  )
}
