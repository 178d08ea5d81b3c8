/** Where Forge's bundler looks for the handlers that manifest.yml names. They are made in packages/forge-host. */
export { consumer, lifecycle, preUninstall, resolver, tick } from "../packages/forge-host/dist/index.mjs"
