/** How much of the site's room in Assets is taken now, and by the plan. */
import { Inline, Stack, Text } from "@atlaskit/primitives/compiled"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useFormat } from "../format/Format.tsx"
import { useTexts } from "../texts/useTexts.ts"
import styles from "./ObjectsBar.module.css"

export const ObjectsBar = ({ objects: { afterwards, allowance, now } }: Pick<PlanHeader, "objects">) => {
  const { plan: texts } = useTexts()
  const format = useFormat()
  const isOver = afterwards > allowance
  const whole = Math.max(allowance, afterwards)
  const share = (objects: number) => `${100 * objects / whole}%`
  const added = afterwards - now
  const part = afterwards / allowance
  return (
    <Stack space="space.075">
      <Inline spread="space-between" space="space.200" shouldWrap>
        <Text weight="medium">{texts.objects}</Text>
        <Text>
          {texts.objectsOf(
            format.number(afterwards),
            format.number(allowance),
            part > 0 && part < 0.01 ? texts.objectsFew : format.percent(part)
          )}
        </Text>
      </Inline>
      <div className={styles["bar"]} aria-hidden>
        <div className={styles["now"]} style={{ inlineSize: share(now) }} />
        <div className={isOver ? styles["over"] : styles["added"]} style={{ inlineSize: share(added) }} />
      </div>
      <Text size="small" color={isOver ? "color.text.danger" : "color.text.subtle"}>
        {added === 0
          ? texts.objectsSame(format.number(now))
          : texts.objectsNow(format.number(now), format.number(added))}{" "}
        {isOver && texts.objectsOver(format.number(afterwards - allowance))}
      </Text>
    </Stack>
  )
}
