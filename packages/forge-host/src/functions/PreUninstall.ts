/**
 * The last thing that the app does on a site: the client secret goes first, so that it is gone whatever comes after.
 * Assets is never touched.
 */
import { kvs } from "@forge/kvs"
import { clientSecretKey } from "../StoredKeys.ts"

export const preUninstall = () => kvs.deleteSecret(clientSecretKey)
