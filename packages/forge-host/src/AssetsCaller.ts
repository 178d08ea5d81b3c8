/**
 * Who asks Assets. Whether it lets an app act as itself depends on the site, so set-up tries the callers in the order of
 * this list and keeps the first that works. Without a caller for the background there are no scheduled runs.
 */
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Schema from "effect/Schema"

export const AssetsCaller = Schema.Union([
  /** The app in its own name. */
  Schema.TaggedStruct("App", {}),
  /** The app in the name of the admin who connected it, with nobody present. */
  Schema.TaggedStruct("Impersonated", { accountId: AccountId }),
  /** Whoever looks at the page. */
  Schema.TaggedStruct("PresentUser", {})
])
export type AssetsCaller = typeof AssetsCaller.Type

/** Whether runs go on with nobody present. */
export const worksAlone = ({ _tag }: AssetsCaller): boolean => _tag !== "PresentUser"
