import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@": root.replace(/\/$/, ""),
  "server-only": `${root}node_modules/server-only/empty.js`,
};

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    /** Half of these tests wait for a database or a clock: one worker a core, where Vitest would leave one core idle. */
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          execArgv: ["--import", `${root}scripts/quick-drizzle.mjs`],
          globalSetup: ["./lib/db/testing/global-setup.ts"],
          include: ["{lib,inngest,app,drizzle,scripts}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "jsdom",
          environment: "jsdom",
          include: ["{components,lib,app}/**/*.test.tsx", "components/**/*.test.ts"],
        },
      },
    ],
  },
});
