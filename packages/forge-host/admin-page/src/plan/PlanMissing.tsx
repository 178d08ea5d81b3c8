/** Where there is no plan to show: it is still being made, or it is not kept any more. */
import Button from "@atlaskit/button/new"
import { isActive } from "@entra-assets/core/sync/Run"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { useCurrentRun, useSite } from "../api/Site.ts"
import { useFormat } from "../format/Format.tsx"
import { EmptyState } from "../frame/EmptyState.tsx"
import { useNavigation } from "../frame/Navigation.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { NewPreview } from "./NewPreview.tsx"

export interface PlanMissingProps {
  readonly planId: string
  readonly reason: "gone" | "unreadable"
}

export const PlanMissing = ({ planId, reason }: PlanMissingProps) => {
  const { plan } = useTexts()
  const format = useFormat()
  const { go } = useNavigation()
  const site = useSite()
  const current = useCurrentRun()
  const client = useQueryClient()
  const days = site.data?.settings.retention.plans
  const maker = current?.planId === planId && isActive(current.state) ? current : null
  const isInMaking = maker !== null
  const wasInMaking = useRef(false)
  useEffect(() => {
    // Once nobody makes it any more, it is there.
    if (wasInMaking.current && !isInMaking) void client.refetchQueries({ queryKey: ["planHeader", { planId }] })
    wasInMaking.current = isInMaking
  }, [client, isInMaking, planId])
  if (maker !== null) {
    return (
      <EmptyState
        as="h2"
        title={plan.inMaking}
        detail={plan.inMakingDetail}
        action={<Button onClick={() => go({ view: "run", runId: maker.id })}>{plan.follow}</Button>}
      />
    )
  }
  return reason === "unreadable"
    ? <EmptyState as="h2" title={plan.unreadable} detail={plan.unreadableDetail} action={<NewPreview />} />
    : (
      <EmptyState
        as="h2"
        title={plan.gone}
        {...(days !== undefined && { detail: plan.goneDetail(plan.days(days, format)) })}
        action={<NewPreview />}
      />
    )
}
