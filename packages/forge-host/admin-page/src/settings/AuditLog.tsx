/** What admins did: to be read here, or as a file. */
import Button from "@atlaskit/button/new"
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { ask } from "../api/Ask.ts"
import { useFormat } from "../format/Format.tsx"
import { useNow } from "../format/useNow.ts"
import { DownloadState, useDownload } from "../frame/Download.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { Failure } from "../frame/Failure.tsx"
import { Loading } from "../frame/Loading.tsx"
import { Outdated } from "../frame/Outdated.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { AuditLine } from "./AuditLine.tsx"
import styles from "./AuditLog.module.css"
import { fileName } from "./FileName.ts"
import { useAuditLog } from "./useAuditLog.ts"
import { useShown } from "./useShown.ts"

const formats = {
  csv: { extension: "csv", mediaType: "text/csv;charset=utf-8" },
  jsonLines: { extension: "jsonl", mediaType: "application/jsonl" }
} as const

const Entries = ({ clouds }: Pick<State, "clouds">) => {
  const texts = useTexts()
  const format = useFormat()
  const shown = useShown()
  const log = useAuditLog()
  const { data, error, fetchNextPage, hasNextPage, isError, isFetchNextPageError, isFetchingNextPage, refetch } = log
  const { audit } = texts.settings
  if (data === undefined) {
    return isError
      ? <Failure error={error} onRetry={() => void refetch()} />
      : <Loading lines={9} />
  }
  const entries = data.pages.flatMap(({ entries }) => entries)
  if (entries.length === 0) return <EmptyState title={audit.empty} detail={audit.emptyDetail} />
  const cloud = (name: string) => clouds.find(({ cloud }) => cloud === name)?.label ?? name
  const words = { texts, format, shown, cloud }
  return (
    <Stack space="space.200">
      <Outdated query={log} />
      <ol className={styles["log"]}>
        {entries.map((entry) => <AuditLine key={entry.id} entry={entry} words={words} />)}
      </ol>
      {isFetchNextPageError && <Failure error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <Inline>
          <Button isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{audit.more}</Button>
        </Inline>
      )}
    </Stack>
  )
}

export const AuditLog = ({ state: { clouds } }: { readonly state: State }) => {
  const { settings: { audit } } = useTexts()
  const download = useDownload()
  const now = useNow()
  const save = (format: "csv" | "jsonLines") => {
    const { extension, mediaType } = formats[format]
    download.start({
      fileName: fileName("entra-sync-audit-log", extension, now),
      mediaType,
      first: null,
      part: (before: string | null) => ask("exportAudit", { before, format })
    })
  }
  const actions = (
    <Inline space="space.100" shouldWrap>
      <Button isDisabled={download.isBusy} onClick={() => save("csv")}>{audit.csv}</Button>
      <Button isDisabled={download.isBusy} onClick={() => save("jsonLines")}>{audit.jsonLines}</Button>
    </Inline>
  )
  return (
    <Panel title={audit.title} actions={actions}>
      <Stack space="space.200">
        <Text color="color.text.subtle">{audit.intro}</Text>
        <DownloadState download={download} />
        <Entries clouds={clouds} />
      </Stack>
    </Panel>
  )
}
