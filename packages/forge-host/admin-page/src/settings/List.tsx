/** Sentences, one below the other; numbered where their order matters. */
import Heading from "@atlaskit/heading"
import { Stack } from "@atlaskit/primitives/compiled"
import styles from "./List.module.css"

/** `copied`: what is to be entered elsewhere, word for word; a click selects all of it. */
export type ListItem = string | { readonly text: string; readonly copied: string }

export interface ListProps {
  readonly items: ReadonlyArray<ListItem>
  readonly isOrdered?: boolean
}

export interface TitledListProps extends ListProps {
  readonly title: string
}

export const List = ({ isOrdered = false, items }: ListProps) => {
  const Tag = isOrdered ? "ol" : "ul"
  return (
    <Tag className={styles["list"]}>
      {items.map((item) =>
        typeof item === "string" ? <li key={item}>{item}</li> : (
          <li key={item.copied}>
            {item.text}
            <code className={styles["copied"]}>{item.copied}</code>
          </li>
        )
      )}
    </Tag>
  )
}

export const TitledList = ({ title, ...list }: TitledListProps) => (
  <Stack space="space.100">
    <Heading as="h3" size="xsmall">{title}</Heading>
    <List {...list} />
  </Stack>
)
