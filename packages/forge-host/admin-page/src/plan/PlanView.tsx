/** What a sync would do, in numbers and person by person, and the decision to do it. */
import { Stack } from "@atlaskit/primitives/compiled"
import { useAsk } from "../api/Queries.ts"
import { Asked } from "../frame/Asked.tsx"
import { BackHome } from "../frame/BackHome.tsx"
import { Loading } from "../frame/Loading.tsx"
import { PlanContents } from "./PlanContents.tsx"
import { PlanMissing } from "./PlanMissing.tsx"

/** Why there is no such plan; `null` when it is there, or might be. */
const missingReason = (reason: string): "gone" | "unreadable" | null => {
  switch (reason) {
    case "plan.NotFound":
      return "gone"
    case "plan.Unreadable":
      return "unreadable"
    default:
      return null
  }
}

const Plan = ({ planId }: { readonly planId: string }) => {
  const plan = useAsk("planHeader", { planId })
  const standing = useAsk("planStanding", { planId })
  const reply = plan.error?.reply
  const missing = plan.data === undefined && reply?._tag === "Refused" ? missingReason(reply.reason) : null
  return missing === null
    ? (
      <Asked query={plan} lines={18}>
        {(header) =>
          standing.isPending
            ? <Loading lines={18} />
            : <PlanContents key={header.digest} plan={header} standing={standing} />}
      </Asked>
    )
    : <PlanMissing planId={planId} reason={missing} />
}

export const PlanView = ({ planId }: { readonly planId: string }) => (
  <Stack space="space.150">
    <BackHome />
    <Plan key={planId} planId={planId} />
  </Stack>
)
