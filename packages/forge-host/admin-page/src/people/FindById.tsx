/** For people whom Jira's search does not find: without an account, or with one that is deactivated. */
import Button from "@atlaskit/button/new"
import { ErrorMessage, Label } from "@atlaskit/form"
import { Stack, Text } from "@atlaskit/primitives/compiled"
import TextField from "@atlaskit/textfield"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { useId, useRef, useState } from "react"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./People.module.css"
import * as PersonId from "./PersonId.ts"

export const FindById = ({ onChoose }: { readonly onChoose: (subject: Subject) => void }) => {
  const { person } = useTexts()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState("")
  const [isInvalid, setInvalid] = useState(false)
  const show = () => {
    const subject = PersonId.parse(typed)
    if (subject !== null) return onChoose(subject)
    setInvalid(true)
    field.current?.focus()
  }
  return (
    <form
      noValidate
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault()
        show()
      }}
    >
      <Stack space="space.200" alignInline="start">
        <div className={styles["field"]}>
          <Label htmlFor={id}>{person.byIdLabel}</Label>
          <TextField
            ref={field}
            id={id}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            isInvalid={isInvalid}
            aria-describedby={`${id}-hint`}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              setInvalid(false)
            }}
          />
          <div id={`${id}-hint`} aria-live="polite">
            {isInvalid
              ? <ErrorMessage>{person.byIdInvalid}</ErrorMessage>
              : <Text size="small" color="color.text.subtle">{person.byIdHint}</Text>}
          </div>
        </div>
        <Button type="submit">{person.byIdShow}</Button>
      </Stack>
    </form>
  )
}
