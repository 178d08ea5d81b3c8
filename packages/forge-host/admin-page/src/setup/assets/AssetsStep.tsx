/** The first step: our schema in Assets, made or adopted, and who writes to it. */
import Button from "@atlaskit/button/new"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { worksAlone } from "@entra-assets/forge-host/AssetsCaller"
import { useState } from "react"
import { useAct } from "../../api/Queries.ts"
import { useSite } from "../../api/Site.ts"
import { useFormat } from "../../format/Format.tsx"
import { useAccountName } from "../../frame/AccountName.tsx"
import { Asked } from "../../frame/Asked.tsx"
import { Failure } from "../../frame/Failure.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { isDone } from "../Steps.ts"
import { AssetsFound } from "./AssetsFound.tsx"
import { Callers } from "./Callers.tsx"
import { ConnectOutcome } from "./ConnectOutcome.tsx"
import { Definition } from "./Definition.tsx"
import { TakeOver } from "./TakeOver.tsx"
import { useAssets } from "./useAssets.ts"

export interface AssetsSummaryProps {
  readonly state: State
  /** Assets no longer lets the app in. */
  readonly isBroken: boolean
}

export const AssetsSummary = ({ isBroken, state }: AssetsSummaryProps) => {
  const { setup: { assets: texts }, somebody } = useTexts()
  const format = useFormat()
  const { settings: { connection } } = state
  const who = useAccountName(connection?.connectedBy ?? null) ?? somebody
  if (connection === null || !isDone("assets", state)) return <>{texts.summary}</>
  return (
    <>
      {texts.connected(who, format.date(connection.connectedAt))}{" "}
      {isBroken ? texts.lost : worksAlone(connection.caller) ? texts.alone : texts.present}
    </>
  )
}

interface Wish {
  readonly adopt: boolean
  readonly takeOver: boolean
}

export const AssetsStep = ({ onDone, state }: { readonly state: State; readonly onDone: () => void }) => {
  const { setup: texts } = useTexts()
  const site = useSite()
  const assets = useAssets(state.isLicensed)
  const { data, error, isPending, mutate, reset } = useAct("connect")
  const [wish, setWish] = useState<Wish>({ adopt: false, takeOver: false })
  const connect = (next: Wish) => {
    setWish(next)
    mutate({ version: state.settings.version, ...next }, {
      onSuccess: ({ result }) => {
        if (result._tag === "Connected") onDone()
      }
    })
  }
  const lookAgain = () => {
    reset()
    void assets.refetch()
  }
  const result = data?.result
  if (!state.isLicensed) {
    return (
      <Stack space="space.200" alignInline="start">
        {!isDone("assets", state) && <Definition />}
        <Text color="color.text.subtle">{texts.assets.cannotLook}</Text>
        <Button isDisabled>{isDone("assets", state) ? texts.assets.reconnect : texts.assets.create}</Button>
      </Stack>
    )
  }
  return (
    <Asked query={assets} lines={5}>
      {({ callers, state: found }) => (
        <Stack space="space.250">
          <AssetsFound
            found={found}
            isConnected={isDone("assets", state)}
            isConnecting={isPending}
            isLooking={assets.isFetching && !isPending}
            onConnect={(adopt) => connect({ adopt, takeOver: false })}
            onLookAgain={lookAgain}
          />
          {result !== undefined && <ConnectOutcome result={result} />}
          {error !== null && (
            <Failure
              error={error}
              onRetry={() => {
                reset()
                void site.refetch()
              }}
            />
          )}
          <Callers
            callers={result?._tag === "NotWritable" ? data?.callers ?? callers : callers}
            accountId={state.accountId}
            // Where there is no Assets, it is the same for all.
            isOpen={(found._tag === "Unavailable" && found.missing !== "plan") || result?._tag === "NotWritable"}
          />
          <TakeOver
            asked={result?._tag === "NeedsTakeOver" ? result : null}
            isBusy={isPending}
            onConfirm={() => connect({ ...wish, takeOver: true })}
            onClose={reset}
          />
        </Stack>
      )}
    </Asked>
  )
}
