import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { test as base, expect } from "./fixtures";

const PAGES = [
  "/",
  "/staleness",
  "/staleness?view=list",
  "/staleness?view=gaps",
  "/executions",
  "/symbols",
  "/symbols/SPY",
  "/alerts",
  "/failures",
  "/settings",
  "/settings/policies",
  "/settings/schedule",
  "/settings/slo",
  "/settings/provider",
  "/settings/data",
  "/settings/engine",
  "/settings/access",
  "/settings/notifications",
  "/settings/audit",
];
/** One visitor for all pages of a worker: what they share is loaded and compiled once, as it is for a person. */
const test = base.extend<object, { visitor: Page }>({
  visitor: [
    async ({ browser }, use) => {
      const context = await browser.newContext({
        ...(process.env.E2E_BASE_URL ? { baseURL: process.env.E2E_BASE_URL } : {}),
        ...(process.env.E2E_SIGNED_IN ? { storageState: process.env.E2E_SIGNED_IN } : {}),
        locale: "en-US",
        timezoneId: "UTC",
      });
      await use(await context.newPage());
      await context.close();
    },
    { scope: "worker" },
  ],
});

/** Each width in one of the themes: both themes and both widths are looked at, in two loads. */
const LOOKS = [
  { width: 390, theme: "light" },
  { width: 1440, theme: "dark" },
] as const;

for (const path of PAGES) {
  test(`${path} is accessible in both themes, silent in the console and never wider than the screen`, async ({
    visitor: page,
  }) => {
    // Two widths and two full audits: slow on a busy machine, and not what is judged here.
    test.setTimeout(120_000);
    const complaints: string[] = [];
    page.removeAllListeners();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    for (const { width, theme } of LOOKS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(path);
      await expect(page.locator("main h1").first()).toBeVisible();
      await expect(page.locator(".skeleton")).toHaveCount(0);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
      expect(await violationsOf(page), theme).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

async function violationsOf(page: Page): Promise<string[]> {
  // No page has frames of other origins: one pass in the page itself, without a second page to gather results in.
  // What passed is not gathered either, which takes longer than the audit.
  const audit = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await audit.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
