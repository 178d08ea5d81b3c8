/** One setting: its field, its default, what follows from it, and what is wrong with it. */
import Button from "@atlaskit/button/new"
import Textfield from "@atlaskit/textfield"
import Toggle from "@atlaskit/toggle"
import { useId } from "react"
import { useAccountName } from "../frame/AccountName.tsx"
import { Problem } from "../frame/Problem.tsx"
import { useTexts } from "../texts/useTexts.ts"
import type { Overtaken } from "./Draft.ts"
import styles from "./Field.module.css"
import { defaults, type FieldName, isField } from "./Fields.ts"
import { useForm } from "./FormSection.tsx"
import type { SettingsForm } from "./useSettingsForm.ts"
import { useShown } from "./useShown.ts"

const overtakenIn = ({ draft }: SettingsForm, name: FieldName): Overtaken | undefined =>
  draft !== null && name in draft.typed ? draft.overtaken[name] : undefined

const OvertakenNote = ({ name, overtaken }: { readonly name: FieldName; readonly overtaken: Overtaken }) => {
  const texts = useTexts()
  const shown = useShown()
  const who = useAccountName(overtaken.by) ?? texts.settings.unknownAdmin
  return (
    <p className={styles["overtaken"]}>
      {texts.settings.overtaken(who, shown(name, overtaken.before), shown(name, overtaken.after))}
    </p>
  )
}

/** What is wrong with it, what follows from it, and who else has changed it. */
const Notes = ({ id, name }: { readonly id: string; readonly name: FieldName }) => {
  const { settings: { fields } } = useTexts()
  const form = useForm()
  const shown = useShown()
  const problem = form.problems[name]
  const overtaken = overtakenIn(form, name)
  const detail = fields[name].detail({
    number: (field) => Number(form.values[field]),
    show: (field) => shown(isField(field) ? field : name, form.values[field])
  })
  return (
    <div id={id} className={styles["notes"]}>
      {problem !== undefined && <Problem>{problem}</Problem>}
      <p>{detail}</p>
      {overtaken !== undefined && <OvertakenNote name={name} overtaken={overtaken} />}
    </div>
  )
}

const Default = ({ name, value }: { readonly name: FieldName; readonly value: unknown }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const shown = useShown()
  const byDefault = defaults[name]
  return (
    <div className={styles["default"]}>
      {texts.byDefault(shown(name, byDefault))}
      {String(value).trim() !== String(byDefault) && !form.isReadOnly && (
        <Button
          spacing="compact"
          aria-label={texts.useDefaultFor(texts.fields[name].label)}
          onClick={() => form.enter(name, String(byDefault))}
        >
          {texts.useDefault}
        </Button>
      )}
    </div>
  )
}

export const NumberField = ({ name }: { readonly name: FieldName }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const id = useId()
  const { label, unit } = texts.fields[name]
  const value = form.draft?.typed[name] ?? form.values[name]
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>{label}</label>
      <div className={styles["control"]}>
        <div className={styles["row"]}>
          <div className={styles["input"]}>
            <Textfield
              id={id}
              inputMode="numeric"
              autoComplete="off"
              value={String(value)}
              isInvalid={form.problems[name] !== undefined}
              isDisabled={form.isReadOnly}
              aria-describedby={`${id}-notes`}
              data-overtaken={overtakenIn(form, name) === undefined ? undefined : true}
              onChange={(event) => form.enter(name, event.currentTarget.value)}
            />
          </div>
          {unit !== null && <span className={styles["suffix"]}>{texts.units[unit].suffix}</span>}
        </div>
        <Default name={name} value={value} />
      </div>
      <Notes id={`${id}-notes`} name={name} />
    </div>
  )
}

export const SwitchField = ({ name }: { readonly name: FieldName }) => {
  const { settings: texts } = useTexts()
  const form = useForm()
  const id = useId()
  return (
    <div className={styles["switched"]}>
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
      <Notes id={`${id}-notes`} name={name} />
    </div>
  )
}

/** One below the other, each with a line above. */
export const NumberFields = ({ names }: { readonly names: ReadonlyArray<FieldName> }) => (
  <div className={styles["fields"]}>{names.map((name) => <NumberField key={name} name={name} />)}</div>
)
