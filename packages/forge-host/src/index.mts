/** The functions that the manifest names; each export is the handler of one of them. */
export { consumer } from "./functions/Consumer.ts"
export { lifecycle } from "./functions/Lifecycle.ts"
export { preUninstall } from "./functions/PreUninstall.ts"
export { resolver } from "./functions/Resolver.ts"
export { tick } from "./functions/Tick.ts"
