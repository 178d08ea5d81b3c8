import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "packages/*/test/**/*.test.ts", "packages/forge-host/admin-page/test/**/*.test.ts"],
    testTimeout: 30_000
  }
})
