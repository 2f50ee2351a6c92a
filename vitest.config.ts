import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@": root.replace(/\/$/, ""),
  "server-only": `${root}node_modules/server-only/empty.js`,
};

/** Shared by files that leave nothing open behind them: see the setup file. */
const sharedWorker = { isolate: false, setupFiles: ["./scripts/gates/fresh-file.ts"] };
const inSharedWorker = ["lib/{client,config,contract,pipeline,provider,views}/**/*.test.ts"];

/** Everything that has a database of its own. */
const onPostgres = {
  environment: "node",
  execArgv: ["--import", `${root}scripts/quick-drizzle.mjs`],
  globalSetup: ["./lib/db/testing/global-setup.ts"],
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
          name: "rules",
          environment: "node",
          include: ["lib/domain/**/*.test.ts", "components/**/*.test.ts"],
          // Pure functions leave nothing behind: one worker for all of them instead of one for each file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...onPostgres,
          ...sharedWorker,
          name: "shared",
          include: inSharedWorker,
        },
      },
      {
        extends: true,
        test: {
          ...onPostgres,
          name: "node",
          include: ["{lib,inngest,app,drizzle,scripts}/**/*.test.ts"],
          exclude: ["lib/domain/**", ...inSharedWorker, ...configDefaults.exclude],
        },
      },
      {
        extends: true,
        test: {
          ...sharedWorker,
          name: "jsdom",
          environment: "jsdom",
          include: ["{components,lib,app}/**/*.test.tsx"],
        },
      },
    ],
  },
});
