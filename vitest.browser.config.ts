import { defineConfig } from "vitest/config"

/** `npm run test:browser`: the admin page in Chromium. */
export default defineConfig({
  test: {
    include: ["packages/forge-host/browser/**/*.test.ts"],
    testTimeout: 120_000,
    fileParallelism: false
  }
})
