/** Whether the app only shows what is there, because it has no licence. */
import { useSite } from "./Site.ts"

export const useReadOnly = (): boolean => useSite().data?.isLicensed === false
