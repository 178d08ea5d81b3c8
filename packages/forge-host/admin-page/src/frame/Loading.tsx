/** Takes the room of what is on its way, so that nothing jumps when it comes. */
import { useTexts } from "../texts/useTexts.ts"
import styles from "./Loading.module.css"

export const Loading = ({ lines = 6 }: { readonly lines?: number }) => {
  const { loading } = useTexts()
  return (
    <div role="status" aria-label={loading} className={styles["loading"]}>
      {Array.from({ length: lines }, (_, line) => <div key={line} className={styles["line"]} />)}
    </div>
  )
}
