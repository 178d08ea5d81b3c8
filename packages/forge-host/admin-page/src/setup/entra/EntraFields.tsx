/** The fields of the connection to Entra ID. */
import Textfield from "@atlaskit/textfield"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { useFormat } from "../../format/Format.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import { dayDropped } from "../EntraDraft.ts"
import styles from "../Field.module.css"
import { Field } from "../Field.tsx"
import type { EntraForm } from "./useEntraForm.ts"

interface Common {
  readonly form: EntraForm
  readonly isDisabled: boolean
}

export const CloudField = ({ clouds, form, isDisabled }: Common & Pick<State, "clouds">) => {
  const { setup: { entra: texts } } = useTexts()
  return (
    <Field label={texts.fields.cloud} hint={texts.hints.cloud} problem={form.problems["cloud"]}>
      {(id, describedBy) => (
        <select
          id={id}
          className={styles["native"]}
          value={form.values.cloud}
          disabled={isDisabled}
          aria-describedby={describedBy}
          onChange={(event) => form.enter("cloud", event.currentTarget.value)}
        >
          {clouds.map(({ cloud, label }) => <option key={cloud} value={cloud}>{label}</option>)}
        </select>
      )}
    </Field>
  )
}

export const IdField = ({ form, isDisabled, name }: Common & { readonly name: "tenantId" | "clientId" }) => {
  const { setup: { entra: texts } } = useTexts()
  const problem = form.problems[name]
  return (
    <Field label={texts.fields[name]} hint={name === "tenantId" ? texts.hints.tenantId : null} problem={problem}>
      {(id, describedBy) => (
        <Textfield
          id={id}
          value={form.values[name]}
          placeholder={texts.guid}
          autoComplete="off"
          spellCheck={false}
          isDisabled={isDisabled}
          isInvalid={problem !== undefined}
          aria-describedby={describedBy}
          onChange={(event) => form.enter(name, event.currentTarget.value)}
          onBlur={() => form.leave(name)}
        />
      )}
    </Field>
  )
}

export const SecretField = ({ form, isDisabled }: Common) => {
  const { setup: { entra: texts } } = useTexts()
  const problem = form.problems["clientSecret"]
  return (
    <Field label={texts.fields.clientSecret} hint={texts.hints.clientSecret} problem={problem}>
      {(id, describedBy) => (
        <Textfield
          id={id}
          type="password"
          value={form.values.clientSecret}
          {...(form.draft.seen.hasSecret && { placeholder: texts.storedSecret })}
          // Else browsers offer the user's own passwords.
          autoComplete="new-password"
          spellCheck={false}
          isDisabled={isDisabled}
          isInvalid={problem !== undefined}
          aria-describedby={describedBy}
          onChange={(event) => form.enter("clientSecret", event.currentTarget.value)}
          onBlur={() => form.leave("clientSecret")}
        />
      )}
    </Field>
  )
}

export const ExpiryField = ({ form, isDisabled }: Common) => {
  const { setup: { entra: texts } } = useTexts()
  const format = useFormat()
  const problem = form.problems["secretExpiresOn"]
  const dropped = dayDropped(form.draft)
  return (
    <Field
      label={texts.fields.secretExpiresOn}
      hint={dropped === null ? texts.hints.secretExpiresOn : texts.hints.dayDropped(format.day(dropped))}
      problem={problem}
    >
      {(id, describedBy) => (
        <input
          id={id}
          type="date"
          className={`${styles["native"]} ${styles["date"]}`}
          value={form.values.secretExpiresOn}
          disabled={isDisabled}
          aria-invalid={problem !== undefined}
          aria-describedby={describedBy}
          onChange={(event) => form.enter("secretExpiresOn", event.currentTarget.value)}
          onBlur={() => form.leave("secretExpiresOn")}
        />
      )}
    </Field>
  )
}
