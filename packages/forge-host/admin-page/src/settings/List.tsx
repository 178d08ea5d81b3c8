/** Sentences, one below the other; numbered where their order matters. */
import styles from "./List.module.css"

export interface ListProps {
  readonly items: ReadonlyArray<string>
  readonly isOrdered?: boolean
}

export const List = ({ isOrdered = false, items }: ListProps) => {
  const Tag = isOrdered ? "ol" : "ul"
  return <Tag className={styles["list"]}>{items.map((item) => <li key={item}>{item}</li>)}</Tag>
}
