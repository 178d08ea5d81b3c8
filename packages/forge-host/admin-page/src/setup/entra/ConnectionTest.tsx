/** What "Test connection" has found, check by check. */
import { Stack, Text } from "@atlaskit/primitives/compiled"
import type { ConnectionCheck, ConnectionReport } from "@entra-assets/forge-host/app/SetupReport"
import { useFormat } from "../../format/Format.tsx"
import { useNow } from "../../format/useNow.ts"
import { useTexts } from "../../texts/useTexts.ts"
import { CheckList } from "../CheckList.tsx"
import { isWell } from "./TestReport.ts"

const order: ReadonlyArray<ConnectionCheck["check"]> = ["tenant", "token", "permission", "sampleUser", "assets"]

export interface ConnectionTestProps {
  readonly report: ConnectionReport | null
  readonly isPending: boolean
}

export const ConnectionTest = ({ isPending, report }: ConnectionTestProps) => {
  const { setup: { entra: texts } } = useTexts()
  const format = useFormat()
  const now = useNow(10_000)
  if (report === null && !isPending) return null
  const checks = report === null || isPending
    ? order.map((check) => ({ name: texts.checks[check], outcome: "pending", message: null, nextStep: null } as const))
    : report.checks.map(({ check, ...found }) => ({ ...found, name: texts.checks[check] }))
  return (
    <Stack space="space.150">
      <div role="status">
        {report === null || isPending
          ? <Text weight="medium">{texts.testing}</Text>
          : (
            <Stack space="space.025">
              <Text weight="medium">{isWell(report) ? texts.allWell : texts.someFail}</Text>
              <Text color="color.text.subtle" size="small">
                {texts.tested(format.relative(Math.min(report.at, now), now))}
              </Text>
            </Stack>
          )}
      </div>
      <CheckList checks={checks} />
    </Stack>
  )
}
