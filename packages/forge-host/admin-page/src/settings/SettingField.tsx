/** One setting: its field, its default, what follows from it, and what is wrong with it. */
import Button from "@atlaskit/button/new"
import Textfield from "@atlaskit/textfield"
import Toggle from "@atlaskit/toggle"
import { useId } from "react"
import { useAccountName } from "../frame/AccountName.tsx"
import { useTexts } from "../texts/useTexts.ts"
import type { Overtaken } from "./Draft.ts"
import styles from "./Field.module.css"
import { defaults, type FieldName, isField } from "./Fields.ts"
import { useForm } from "./FormSection.tsx"
import { useShown } from "./useShown.ts"

const OvertakenNote = ({ name, overtaken }: { readonly name: FieldName; readonly overtaken: Overtaken }) => {
  const texts = useTexts()
  const shown = useShown()
  const who = useAccountName(overtaken.by) ?? texts.somebody
  return (
    <p className={styles["overtaken"]}>
      {texts.settings.overtaken(who, shown(name, overtaken.before), shown(name, overtaken.after))}
    </p>
  )
}

/** What follows from it, and what else there is to say. */
const Notes = ({ id, name, problem }: {
  readonly id: string
  readonly name: FieldName
  readonly problem: string | undefined
}) => {
  const { settings: { fields } } = useTexts()
  const form = useForm()
  const shown = useShown()
  const overtaken = form.draft?.overtaken[name]
  const detail = fields[name].detail({
    number: (field) => Number(form.values[field]),
    show: (field) => shown(isField(field) ? field : name, form.values[field])
  })
  return (
    <>
      <div id={`${id}-notes`}>
        {problem !== undefined && <p className={styles["problem"]}>{problem}</p>}
        <p className={styles["detail"]}>{detail}</p>
      </div>
      {overtaken !== undefined && form.draft !== null && name in form.draft.typed && (
        <OvertakenNote name={name} overtaken={overtaken} />
      )}
    </>
  )
}

export const NumberField = ({ name }: { readonly name: FieldName }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const shown = useShown()
  const id = useId()
  const { label, unit } = texts.fields[name]
  const problem = form.problems[name]
  const typed = form.draft?.typed[name]
  const value = typed ?? form.values[name]
  const byDefault = defaults[name]
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>{label}</label>
      <div className={styles["row"]}>
        <div className={styles["input"]}>
          <Textfield
            id={id}
            inputMode="numeric"
            autoComplete="off"
            value={String(value)}
            isInvalid={problem !== undefined}
            isDisabled={form.isReadOnly}
            aria-describedby={`${id}-notes`}
            onChange={(event) => form.enter(name, event.currentTarget.value)}
          />
        </div>
        {unit !== null && <span className={styles["suffix"]}>{texts.units[unit].suffix}</span>}
        <span className={styles["default"]}>{texts.byDefault(shown(name, byDefault))}</span>
        {String(value).trim() !== String(byDefault) && !form.isReadOnly && (
          <Button
            appearance="subtle"
            spacing="compact"
            aria-label={texts.useDefaultFor(label)}
            onClick={() => form.enter(name, String(byDefault))}
          >
            {texts.useDefault}
          </Button>
        )}
      </div>
      <Notes id={id} name={name} problem={problem} />
    </div>
  )
}

export const SwitchField = ({ name }: { readonly name: FieldName }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const id = useId()
  return (
    <div className={styles["field"]}>
      <div className={styles["switch"]}>
        <Toggle
          id={id}
          isChecked={form.values[name] === true}
          isDisabled={form.isReadOnly}
          descriptionId={`${id}-notes`}
          onChange={(event) => form.enter(name, event.currentTarget.checked)}
        />
        <label className={styles["label"]} htmlFor={id}>{texts.fields[name].label}</label>
      </div>
      <Notes id={id} name={name} problem={form.problems[name]} />
    </div>
  )
}
