/** Browser journeys: against E2E_BASE_URL where that is set, else against an app of their own (e2e/global-setup.ts). */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/launcher/find-browser.mjs";

const executablePath = findBrowser();
const OWN_APPS = ["planted-faults.spec.ts"];
/** Nothing but the app is asked for anything. */
const quietFlags = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
/** Chromium's sandbox refuses root, and containers give /dev/shm 64 MB. */
const containerFlags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // One app, one database: pages are only looked at, but journeys that start work must not meet; and the first look needs
  // a database in which nothing has run.
  projects: [
    // Have apps of their own, beside whatever else runs.
    { name: "own apps", testMatch: OWN_APPS, workers: 1 },
    { name: "first look", testMatch: "first-look.spec.ts", workers: 1 },
    {
      name: "pages",
      testMatch: "every-page.spec.ts",
      fullyParallel: true,
      dependencies: ["first look"],
    },
    {
      name: "journeys",
      testIgnore: ["first-look.spec.ts", "every-page.spec.ts", ...OWN_APPS],
      workers: 1,
      dependencies: ["pages"],
    },
  ],
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  use: {
    // Set by the global setup, which runs before the workers read this file again.
    ...(process.env.E2E_BASE_URL ? { baseURL: process.env.E2E_BASE_URL } : {}),
    ...(process.env.E2E_SIGNED_IN ? { storageState: process.env.E2E_SIGNED_IN } : {}),
    locale: "en-US",
    timezoneId: "UTC",
    colorScheme: "light",
    reducedMotion: "reduce",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Recording doubles the time of a page with a thousand cells: only for whoever looks for a cause.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? [...quietFlags, ...containerFlags] : quietFlags,
    },
  },
});
