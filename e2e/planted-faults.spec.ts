import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { type AppUnderTest, startAppUnderTest } from "./app-under-test";
import { waitForEnd } from "./backfill";
import { expect, takesKeys, test } from "./fixtures";
import { signIn } from "./sign-in";

/** The demo's own symbols and no others, a short history, and retries that do not take their time. */
const SYMBOLS = `default_timeframes: [1h, 1d]
symbols:
${["AAPL", "ASML", "META", "NFLX", "TSLA"].map((name) => `  - { symbol: ${name}, asset_class: stock }`).join("\n")}
`;

let app: AppUnderTest;
let dir: string;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  dir = await mkdtemp(join(tmpdir(), "candlewatch-faults-"));
  const policy = (await readFile("config/rto_rpo_config.yaml", "utf8"))
    .replace("history: { 1m: 30d, 1d: 730d }", "history: { 1m: 8d, 1d: 365d }")
    .replace("first_wait: 1s", "first_wait: 50ms");
  await writeFile(join(dir, "policy.yaml"), policy);
  await writeFile(join(dir, "symbols.yaml"), SYMBOLS);
  app = await startAppUnderTest({
    SIMULATOR_FAULTS: "demo",
    SYMBOLS_FILE: join(dir, "symbols.yaml"),
    RTO_RPO_CONFIG: join(dir, "policy.yaml"),
  });
});
test.afterAll(async () => {
  await app.stop();
  await rm(dir, { recursive: true, force: true });
});

test("a newcomer finds each planted fault from the health page on and answers it, by keys alone", async ({
  browser,
  playwright,
}) => {
  test.setTimeout(120_000);
  const api = await playwright.request.newContext({
    baseURL: app.baseUrl,
    extraHTTPHeaders: { authorization: `Bearer ${app.adminKey}` },
  });
  const context = await browser.newContext({
    baseURL: app.baseUrl,
    storageState: await signIn(app),
  });
  const page = await context.newPage();
  const { keyboard } = page;
  const faults = page.getByRole("region", { name: "At fault now" });
  const why = page.getByRole("region", { name: "Why" });
  const dialog = page.getByRole("dialog");

  await page.goto("/");
  await takesKeys(page);
  await press(page, page.getByRole("button", { name: "Run first backfill…" }));
  await press(page, dialog.getByRole("button", { name: "Run 10 jobs" }));
  await expect(page.getByText("Started 10 jobs")).toBeVisible();
  await waitForEnd(api, await newestExecution(api));

  // The storm of 429s is over: running its series again is all there is to do.
  await toHealth(page);
  await expect(faults.getByRole("listitem")).toHaveCount(3);
  await press(page, faults.getByRole("button", { name: "Re-run 2 (rate limited)…" }));
  await press(page, dialog.getByRole("button", { name: "Re-run 2 jobs" }));
  await expect(page.getByText("Started 2 jobs")).toBeVisible();
  await waitForEnd(api, await newestExecution(api));
  await toHealth(page);
  await expect(faults.getByRole("listitem")).toHaveCount(2);

  // The false-fresh series says what it is; the vendor has to act, so it is silenced until then.
  await press(page, faults.getByRole("link", { name: "META" }));
  await expect(why).toContainText("Features were computed recently, but from old bars.");
  await press(page, why.getByRole("button", { name: "Snooze…" }));
  await dialog.getByRole("textbox", { name: "Reason" }).waitFor();
  await tabTo(page, dialog.getByRole("textbox", { name: "Reason" }));
  await keyboard.type("the vendor is told");
  await press(page, dialog.getByRole("button", { name: "Snooze" }));
  await expect(dialog).toBeHidden();

  // The dead symbol is not followed any more.
  await toHealth(page);
  await press(page, faults.getByRole("link", { name: "ASML" }));
  await expect(why).toContainText("The provider answered without any bars.");
  await press(page, page.getByRole("button", { name: "Edit…" }));
  await press(page, dialog.getByRole("button", { name: "Stop tracking…" }));
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await toHealth(page);
  await expect(faults.getByRole("link", { name: "ASML" })).toBeHidden();

  // The gap is a day that freshness cannot see; its block is backfilled without a mouse.
  const holes = page.getByRole("region", { name: "Holes in daily bars" });
  await press(page, holes.getByRole("link", { name: "NFLX" }));
  const calendar = page.getByRole("grid", { name: "Stored bars by symbol and day" });
  await expect(calendar).toBeVisible();
  await keyboard.press("m");
  await expect(calendar).toBeFocused();
  await walkToGap(page, calendar);
  await keyboard.press("Shift+ArrowRight");
  await expect(page.getByRole("region", { name: "Marked block" })).toContainText("1 with gaps");
  await keyboard.press("r");
  await press(page, dialog.getByRole("button", { name: /^Backfill \d+ jobs?$/ }));
  await expect(page.getByText(/^Started \d+ jobs?$/).last()).toBeVisible();
  await expect(calendar).toBeFocused();

  // The split is known as soon as the vendor is asked for it.
  await keyboard.press("Control+k");
  await dialog.getByRole("combobox").waitFor();
  await keyboard.type("aapl");
  await page.getByRole("option", { name: /AAPL/ }).waitFor();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/symbols\/AAPL/);
  await tabTo(page, page.getByRole("tab", { name: /^Runs/ }));
  for (const name of ["Requests", "Refused bars", "Splits"]) {
    await keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: new RegExp(`^${name}`) })).toBeFocused();
  }
  await keyboard.press("Enter");
  await press(page, page.getByRole("button", { name: "Ask for splits now" }));
  await expect(async () => {
    await keyboard.press(".");
    await expect(page.getByRole("tab", { name: /^Splits/ })).toContainText("1", { timeout: 500 });
  }).toPass({ timeout: 60_000 });

  await context.close();
  await api.dispose();
});

async function toHealth(page: Page): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page.getByRole("region", { name: "Components" })).toBeVisible();
  await page.keyboard.press(".");
}

/** Presses what is reached by Tab. */
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

const MOST_STOPS = 150;

/** Walks on until the target has the focus, and is in sight then. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).toBeInViewport();
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${target}.`);
}

/** Back through the days to the newest one without a bar. */
async function walkToGap(page: Page, calendar: Locator): Promise<void> {
  const day = calendar.getByRole("gridcell").first();
  for (let step = 0; step < MOST_STOPS; step += 1) {
    if (/Missing, 0 of/.test((await day.getAttribute("aria-label")) ?? "")) return;
    await page.keyboard.press("ArrowLeft");
  }
  throw new Error("No day of the calendar is missing.");
}

async function newestExecution(api: {
  get: (path: string) => Promise<{ json: () => Promise<unknown> }>;
}): Promise<string> {
  const answer = await api.get("/api/v1/admin/scheduler/execution-history?limit=1");
  const { executions } = (await answer.json()) as { executions: { execution_id: string }[] };
  return executions[0]?.execution_id ?? "";
}
