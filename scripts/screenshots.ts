/**
 * `npm run screenshots`: every page, view and dialog of the planted-faults demo at three widths in both themes, as files
 * to look at. `--out dir --only 'name|name' --widths 390,1440 --themes light --data-dir kept-between-runs`.
 */
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { type AppUnderTest, startAppUnderTest } from "@/e2e/app-under-test";
import { signIn } from "@/e2e/sign-in";
import { findBrowser } from "./launcher/find-browser.mjs";
import { reportAndExit } from "./report-and-exit";
import { type View, viewsOf } from "./screenshots/views";

const { values } = parseArgs({
  options: {
    out: { type: "string", default: join(tmpdir(), "candlewatch-screenshots") },
    only: { type: "string", default: "." },
    widths: { type: "string", default: "390,768,1440" },
    themes: { type: "string", default: "light,dark" },
    "data-dir": { type: "string" },
  },
});
const wanted = new RegExp(`^(${values.only})`);
const widths = values.widths.split(",").map(Number);
const themes = values.themes.split(",").map((theme) => (theme === "dark" ? "dark" : "light"));
const SETTLE_MS = 400;

async function run(): Promise<void> {
  mkdirSync(values.out, { recursive: true });
  const app = await startAppUnderTest(
    { SIMULATOR_FAULTS: "demo", SCHEDULE: "on" },
    values["data-dir"],
  );
  try {
    const execution = await firstBackfill(app);
    const executablePath = findBrowser();
    const browser = await chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
    });
    const storageState = await signIn(app);
    const views = viewsOf(execution).filter(({ name }) => wanted.test(name));
    for (const width of widths) {
      await photographAll({ browser, storageState, baseURL: app.baseUrl, width, views });
    }
    await browser.close();
  } finally {
    await app.stop();
  }
}

/** The newest execution of the instance; on an empty one, a whole backfill is run first. */
async function firstBackfill(app: AppUnderTest): Promise<string> {
  const headers = {
    authorization: `Bearer ${app.adminKey}`,
    "content-type": "application/json",
  };
  const get = async <T>(path: string) =>
    (await (await fetch(`${app.baseUrl}${path}`, { headers })).json()) as T;
  const history = await get<{ executions?: { execution_id: string }[] }>(
    "/api/v1/admin/scheduler/execution-history?limit=100",
  );
  const first = history.executions?.at(-1)?.execution_id;
  if (first) return first;
  const answer = await fetch(`${app.baseUrl}/api/v1/admin/backfill/trigger`, {
    method: "POST",
    headers,
    body: JSON.stringify({ reason: "Planted faults, to be looked at" }),
  });
  const { execution_id: id } = (await answer.json()) as { execution_id: string };
  for (let status = "running"; status === "running"; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { execution } = await get<{ execution?: { status: string } }>(
      `/api/v1/admin/scheduler/executions/${id}`,
    );
    status = execution?.status ?? "running";
  }
  return id;
}

type Round = {
  browser: Browser;
  storageState: string;
  baseURL: string;
  width: number;
  views: readonly View[];
};

async function photographAll({ browser, storageState, baseURL, width, views }: Round) {
  const context = await browser.newContext({
    baseURL,
    storageState,
    viewport: { width, height: 900 },
    hasTouch: width < 700,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "Europe/Berlin",
  });
  for (const view of views) {
    const page = await context.newPage();
    await photograph(page, view, width).catch((error: Error) =>
      console.error(`${view.name} at ${width}: ${error.message.split("\n")[0]}`),
    );
    await page.close();
  }
  await context.close();
}

/** One load for both themes: the tokens follow the media query at once. */
async function photograph(page: Page, view: View, width: number): Promise<void> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(view.path);
  await page.locator("main").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".skeleton") === null);
  await view.open?.(page);
  await page.waitForTimeout(SETTLE_MS);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) console.error(`${view.name} at ${width}: ${overflow} px too wide`);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(SETTLE_MS / 2);
    // Colours pass from parent to child, each with its own transition: a busy machine takes longer.
    await page.waitForFunction(() =>
      document.getAnimations().every((it) => !(it instanceof CSSTransition)),
    );
    // A dialog belongs to the window, not to the length of the page below it.
    const fullPage = (await page.locator("[role=dialog], [popover]:popover-open").count()) === 0;
    await page.screenshot({
      path: join(values.out, `${view.name}-${width}-${theme}.png`),
      fullPage,
    });
  }
  for (const text of complaints) console.error(`${view.name} at ${width}: ${text}`);
}

await run().catch(reportAndExit);
