/**
 * The Microsoft clouds that an admin can choose: those whose hosts the manifest lets the app reach, which a test holds
 * together. To offer another one, add it here and its hosts to the manifest; admins then have to approve a new version.
 */
import { type CloudHosts, cloudHosts } from "@entra-assets/core/model/Cloud"
import * as Schema from "effect/Schema"

export const OfferedCloud = Schema.Literals(["global", "usGovernment"])
export type OfferedCloud = typeof OfferedCloud.Type

/** For each of them, what an admin calls it and which hosts it needs. */
export const offeredClouds: ReadonlyArray<CloudHosts & { readonly cloud: OfferedCloud }> = OfferedCloud.literals.map(
  (cloud) => ({ cloud, ...cloudHosts[cloud] })
)
