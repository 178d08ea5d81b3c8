/** The way back to where one came from. The arrow stands where the text below it begins. */
import Button from "@atlaskit/button/new"
import ArrowLeftIcon from "@atlaskit/icon/core/arrow-left"
import styles from "./BackButton.module.css"

export interface BackButtonProps {
  readonly children: string
  readonly onClick: () => void
}

export const BackButton = ({ children, onClick }: BackButtonProps) => (
  <div className={styles["back"]}>
    <Button appearance="subtle" spacing="compact" iconBefore={ArrowLeftIcon} onClick={onClick}>{children}</Button>
  </div>
)
