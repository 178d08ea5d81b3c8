/** Builds the page into forge-host's `dist/admin-page`, where the manifest says that it lies. */
import { fileURLToPath } from "node:url"
import { build } from "vite"

await build({ root: fileURLToPath(new URL(".", import.meta.url)), logLevel: "warn" })
