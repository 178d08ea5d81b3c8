import react from "@vitejs/plugin-react"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vite"

export default defineConfig({
  // Forge serves the page from a path of its own.
  base: "./",
  plugins: [react()],
  resolve: {
    alias: { "react-scrolllock": fileURLToPath(new URL("src/frame/ScrollLock.tsx", import.meta.url)) }
  },
  // Libraries ask for variables that only a server has.
  define: { "process.env": "{}" },
  // Atlaskit's icons are CommonJS modules whose default export is meant.
  legacy: { inconsistentCjsInterop: true },
  build: {
    outDir: "../dist/admin-page",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000
  }
})
