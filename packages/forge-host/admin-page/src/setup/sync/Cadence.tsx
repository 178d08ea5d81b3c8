/** How often to sync: whole days, and whether a sync by hand puts the next one off. */
import Button from "@atlaskit/button/new"
import Checkbox from "@atlaskit/checkbox"
import { Inline, Text } from "@atlaskit/primitives/compiled"
import Textfield from "@atlaskit/textfield"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { type FormEvent, useId, useState } from "react"
import { fieldErrors } from "../../api/FieldErrors.ts"
import { useAct } from "../../api/Queries.ts"
import { wholeDays } from "../../format/WholeDays.ts"
import { Failure } from "../../frame/Failure.tsx"
import { Problem } from "../../frame/Problem.tsx"
import { useFirstWrong } from "../../frame/useFirstWrong.ts"
import { useTexts } from "../../texts/useTexts.ts"
import { Part } from "../Part.tsx"
import styles from "./Cadence.module.css"

export const Cadence = ({ state: { isLicensed, schedule } }: { readonly state: State }) => {
  const { setup: texts } = useTexts()
  const { cadence } = texts.sync
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [ticked, setTicked] = useState<boolean | null>(null)
  const { error, isPending, isSuccess, mutate, reset } = useAct("setCadence")
  const text = typed ?? String(schedule.everyDays)
  const manualRunsCount = ticked ?? schedule.manualRunsCount
  const days = wholeDays(text)
  const isChanged = days !== schedule.everyDays || manualRunsCount !== schedule.manualRunsCount
  const { fields, rest } = fieldErrors(error, ["everyDays"])
  const { form } = useFirstWrong(error)
  const problem = days === null ? cadence.wrong : fields["everyDays"]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (days === null || !isChanged) return
    mutate({ everyDays: days, manualRunsCount }, {
      onSuccess: () => {
        setTyped(null)
        setTicked(null)
      }
    })
  }
  return (
    <Part title={cadence.title}>
      <form ref={form} className={styles["form"]} onSubmit={submit} noValidate>
        <div className={styles["every"]}>
          <span aria-hidden="true">{cadence.before}</span>
          <span className={styles["days"]}>
            <Textfield
              id={`${id}-days`}
              aria-label={cadence.label}
              aria-describedby={`${id}-note`}
              inputMode="numeric"
              autoComplete="off"
              value={text}
              isInvalid={problem !== undefined}
              isDisabled={!isLicensed}
              onChange={(event) => {
                reset()
                setTyped(event.currentTarget.value)
              }}
            />
          </span>
          <span aria-hidden="true">{days === 1 ? cadence.afterOne : cadence.after}</span>
        </div>
        <div id={`${id}-note`} className={styles["note"]}>
          {problem === undefined ? cadence.detail : <Problem>{problem}</Problem>}
        </div>
        <div className={styles["manual"]}>
          <Checkbox
            label={cadence.manual}
            isChecked={manualRunsCount}
            isDisabled={!isLicensed}
            aria-describedby={`${id}-manual`}
            onChange={(event) => {
              reset()
              setTicked(event.currentTarget.checked)
            }}
          />
          <p id={`${id}-manual`} className={styles["note"]}>{cadence.manualDetail}</p>
        </div>
        {rest !== null && <Failure error={rest} />}
        <Inline space="space.100" alignBlock="center">
          <Button type="submit" isDisabled={!isLicensed || days === null || !isChanged} isLoading={isPending}>
            {cadence.save}
          </Button>
          <span role="status" tabIndex={-1} className={styles["status"]}>
            {isLicensed && (isChanged || isSuccess) && (
              <Text color="color.text.subtle">{isChanged ? cadence.unsaved : cadence.saved}</Text>
            )}
          </span>
          {!isLicensed && <Text color="color.text.subtle">{texts.readOnly}</Text>}
        </Inline>
      </form>
    </Part>
  )
}
