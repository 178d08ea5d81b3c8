/** Two ways to a person: by name or address, and by id. */
import { Label } from "@atlaskit/form"
import SearchIcon from "@atlaskit/icon/core/search"
import { Box, Stack, Text } from "@atlaskit/primitives/compiled"
import TextField from "@atlaskit/textfield"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { useDeferredValue, useEffect, useId, useRef } from "react"
import { leadTo } from "../frame/Focus.ts"
import { Panel } from "../frame/Panel.tsx"
import { useTexts } from "../texts/useTexts.ts"
import { FindById } from "./FindById.tsx"
import styles from "./People.module.css"
import { SearchResults } from "./SearchResults.tsx"

export interface FindPersonProps {
  readonly typed: string
  readonly onTyped: (typed: string) => void
  /** Somebody has come back to search again. */
  readonly takesFocus: boolean
  readonly onChoose: (subject: Subject) => void
}

export const FindPerson = ({ onChoose, onTyped, takesFocus, typed }: FindPersonProps) => {
  const { person } = useTexts()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const sought = useDeferredValue(typed)
  useEffect(() => {
    if (takesFocus) leadTo(field.current)
  }, [takesFocus])
  return (
    <Stack space="space.200">
      <Panel title={person.search}>
        <Stack space="space.200">
          <div className={styles["field"]}>
            <Label htmlFor={id}>{person.searchLabel}</Label>
            <TextField
              ref={field}
              id={id}
              type="search"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              aria-describedby={`${id}-hint`}
              elemBeforeInput={
                <Box paddingInlineStart="space.075">
                  <SearchIcon label="" />
                </Box>
              }
              onChange={({ currentTarget }) => onTyped(currentTarget.value)}
            />
            <Text id={`${id}-hint`} size="small" color="color.text.subtle">{person.searchHint}</Text>
          </div>
          {sought.trim() !== "" && (
            <SearchResults
              typed={sought}
              onChoose={({ accountId }) => onChoose({ accountId })}
            />
          )}
        </Stack>
      </Panel>
      <Panel title={person.byId}>
        <FindById onChoose={onChoose} />
      </Panel>
    </Stack>
  )
}
