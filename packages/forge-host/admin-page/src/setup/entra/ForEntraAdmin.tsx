/** What to do in Entra ID, as a text to be sent to whoever may do it. */
import { Disclosure } from "../../frame/Disclosure.tsx"
import { useTexts } from "../../texts/useTexts.ts"
import styles from "../Field.module.css"
import { Field } from "../Field.tsx"
import { portalOf } from "./Portal.ts"

export const ForEntraAdmin = ({ cloud }: { readonly cloud: string }) => {
  const { setup: { entra } } = useTexts()
  const { forAdmin, ids, permission, register, roles, secret } = entra
  const points = [register, ids, permission, secret].flatMap(({ points }) => points)
  const text = [
    forAdmin.begin(portalOf(cloud)),
    points.map((point, index) => `${index + 1}. ${point.replaceAll("**", "")}`).join("\n"),
    forAdmin.end,
    roles
  ].join("\n\n")
  return (
    <Disclosure title={forAdmin.title}>
      <Field label={forAdmin.label} hint={forAdmin.hint} problem={undefined}>
        {(id, describedBy) => (
          <textarea
            id={id}
            className={`${styles["native"]} ${styles["text"]}`}
            readOnly
            value={text}
            aria-describedby={describedBy}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
      </Field>
    </Disclosure>
  )
}
