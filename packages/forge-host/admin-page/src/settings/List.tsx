/** Sentences, one below the other; numbered where their order matters. */
import Heading from "@atlaskit/heading"
import { Stack } from "@atlaskit/primitives/compiled"
import styles from "./List.module.css"

export interface ListProps {
  readonly items: ReadonlyArray<string>
  readonly isOrdered?: boolean
}

export interface TitledListProps extends ListProps {
  readonly title: string
}

export const List = ({ isOrdered = false, items }: ListProps) => {
  const Tag = isOrdered ? "ol" : "ul"
  return <Tag className={styles["list"]}>{items.map((item) => <li key={item}>{item}</li>)}</Tag>
}

export const TitledList = ({ title, ...list }: TitledListProps) => (
  <Stack space="space.100">
    <Heading as="h3" size="xsmall">{title}</Heading>
    <List {...list} />
  </Stack>
)
