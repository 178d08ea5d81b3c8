/** Shows the plan of one person once more before it is written. */
import { Text } from "@atlaskit/primitives/compiled"
import type { NamedUser } from "@entra-assets/core/plan/Explain"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"
import { useAct, useAsk } from "../api/Queries.ts"
import { Asked } from "../frame/Asked.tsx"
import { Confirmation } from "../frame/Confirmation.tsx"
import { EntryChanges } from "../plan/EntryChanges.tsx"
import { seenOf } from "../plan/Seen.ts"
import { useTexts } from "../texts/useTexts.ts"
import { nameIn } from "./Names.ts"

export interface ConfirmSyncProps {
  readonly name: string
  readonly plan: PlanHeader
  readonly named: ReadonlyArray<NamedUser>
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onStarted: (run: Run) => void
}

export const ConfirmSync = ({ isOpen, name, named, onClose, onStarted, plan }: ConfirmSyncProps) => {
  const { cancel, person } = useTexts()
  // A plan of one person fits into one page.
  const page = useAsk("planPage", { ...seenOf(plan), page: 0 }, { isEnabled: isOpen })
  const apply = useAct("applyPlan")
  return (
    <Confirmation
      isOpen={isOpen}
      title={person.syncTitle(name)}
      confirm={person.syncConfirm}
      back={cancel}
      appearance="primary"
      width="medium"
      isReady={page.data !== undefined}
      isBusy={apply.isPending}
      error={apply.error}
      onConfirm={() => apply.mutate(seenOf(plan), { onSuccess: onStarted })}
      onClose={onClose}
    >
      <Text as="p">{person.syncDetail}</Text>
      <Asked query={page} lines={3}>
        {({ items }) => (
          <>
            {items.map((item) =>
              item._tag !== "Finding" && <EntryChanges key={item.entraId} entry={item} nameOf={nameIn(named)} />
            )}
            {items.map((item) => item._tag === "Finding" && <Text key={item.detail} as="p">{item.detail}</Text>)}
          </>
        )}
      </Asked>
    </Confirmation>
  )
}
