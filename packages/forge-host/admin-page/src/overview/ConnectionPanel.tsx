/** What the app is connected to, by whom, and in whose name it asks. */
import Button from "@atlaskit/button/new"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import type { AssetsCaller } from "@entra-assets/forge-host/AssetsCaller"
import { useFormat } from "../format/Format.tsx"
import { AccountName, useAccountName } from "../frame/AccountName.tsx"
import { Facts } from "../frame/Facts.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"

const Caller = ({ caller }: { readonly caller: AssetsCaller }) => {
  const { overview: { connection: { callers } }, somebody } = useTexts()
  const name = useAccountName(caller._tag === "Impersonated" ? caller.accountId : null)
  return <>{caller._tag === "Impersonated" ? callers.Impersonated(name ?? somebody) : callers[caller._tag]}</>
}

export const ConnectionPanel = ({ state: { clouds, hasDirectory, settings } }: { readonly state: State }) => {
  const { overview: { connection: texts } } = useTexts()
  const format = useFormat()
  const { go } = useNavigation()
  const { connection, entra } = settings
  const cloud = clouds.find(({ cloud }) => cloud === entra?.cloud)?.label ?? entra?.cloud ?? ""
  return (
    <Panel
      title={texts.title}
      actions={<Button spacing="compact" onClick={() => go({ view: "setup" })}>{texts.open}</Button>}
    >
      <Facts
        facts={[
          [texts.entra, entra === null ? texts.notConnected : texts.cloudAndTenant(entra.tenantId, cloud)],
          [texts.schema, hasDirectory ? texts.schemaReady : texts.schemaMissing],
          ...(connection === null
            ? [[texts.connected, texts.notConnected] as const]
            : [
              [
                texts.connected,
                <>
                  <AccountName accountId={connection.connectedBy} />, {format.date(connection.connectedAt)}
                </>
              ] as const,
              [texts.caller, <Caller caller={connection.caller} />] as const
            ]),
          [
            texts.secret,
            entra?.secretExpiresOn == null ? texts.secretUnknown : format.day(entra.secretExpiresOn)
          ]
        ]}
      />
    </Panel>
  )
}
