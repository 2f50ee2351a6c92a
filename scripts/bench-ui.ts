/**
 * `npm run bench:ui`: measures the dashboard in a browser on an instance of its own and writes
 * docs/performance/ui.json. `--symbols 5000 --data-dir kept-between-runs`.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { type AppUnderTest, startAppUnderTest } from "@/e2e/app-under-test";
import { signIn } from "@/e2e/sign-in";
import { emptyPageBytes, firstLoadBytes } from "./bench-ui/first-load";
import { fillBoard } from "./bench-ui/huge-board";
import { audit, CATEGORIES } from "./bench-ui/lighthouse";
import { forgetWatched, readWatched, watchPage } from "./bench-ui/watch-page";
import { findBrowser } from "./launcher/find-browser.mjs";
import { findFreePort } from "./launcher/ports";
import { quantile } from "./performance/quantile";
import type { Figure } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { reportAndExit } from "./report-and-exit";

const { values } = parseArgs({
  options: {
    symbols: { type: "string", default: "5000" },
    "data-dir": { type: "string" },
  },
});
const SYMBOLS = Number(values.symbols);
const SCROLLS = 60;
const AUDITS = 3;

async function run(): Promise<void> {
  const empty = await emptyPageBytes();
  const app = await startAppUnderTest({}, values["data-dir"]);
  const debugPort = await findFreePort();
  const executablePath = findBrowser();
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-dev-shm-usage"] : [];
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [...asRoot, `--remote-debugging-port=${debugPort}`],
  });
  try {
    const state = await signIn(app);
    const context = await openContext(browser, app, state);
    const cookie = await cookieOf(state);
    const figures = [
      ...(await measureWhileRunning(context, app)),
      await compareFirstLoad(app, cookie, empty),
      ...(await auditPages(app, { debugPort, cookie })),
      ...(await scrollHugeBoard(context, app)),
    ];
    await report(figures);
  } finally {
    await browser.close();
    await app.stop();
  }
}

function openContext(browser: Browser, app: AppUnderTest, storageState: string) {
  return browser.newContext({
    baseURL: app.baseUrl,
    storageState,
    viewport: { width: 1440, height: 900 },
  });
}

async function cookieOf(stateFile: string): Promise<string> {
  const { cookies } = JSON.parse(await readFile(stateFile, "utf8")) as {
    cookies: { name: string; value: string }[];
  };
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

async function compareFirstLoad(app: AppUnderTest, cookie: string, empty: number): Promise<Figure> {
  const bytes = await firstLoadBytes(`${app.baseUrl}/`, cookie);
  const ratio = bytes / empty;
  return {
    what: `JavaScript of / before it is usable, gzip, against an empty Next page (${kilo(empty)})`,
    goal: "≤ 1.35 ×",
    measured: `${kilo(bytes)}, ${ratio.toFixed(2)} ×`,
    met: ratio <= 1.35,
  };
}

const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const KEYS = ["?", "Escape", "t", "t", "j", "k"];
/** Nothing but a key that changes a word: what a press takes on this machine at that moment, whatever the page. */
const BARE_PAGE = `data:text/html,<p>0</p><script>
  addEventListener("keydown", () => { document.querySelector("p").textContent = performance.now(); });
</script>`;

/** An operator walks about while backfills of the whole board run in the same process group. */
async function measureWhileRunning(context: BrowserContext, app: AppUnderTest): Promise<Figure[]> {
  const id = await startBackfill(app);
  const page = await context.newPage();
  await watchPage(page);
  const shifts: number[] = [];
  const presses: number[] = [];
  const readyMs: number[] = [];
  for (const path of ["/", "/staleness", "/staleness?view=list", `/executions/${id}`]) {
    await startBackfill(app);
    await page.goto(path);
    // What is pressed earlier is kept and done then (components/frame/early-presses.tsx).
    await page.locator("html[data-ready]").waitFor();
    readyMs.push(await page.evaluate(() => performance.now()));
    await pressAll(page, KEYS);
    await page.waitForTimeout(1_000);
    const { cls, interactionsMs } = await readWatched(page);
    shifts.push(cls);
    presses.push(...interactionsMs);
  }
  await startBackfill(app);
  await page.goto(BARE_PAGE);
  for (let turn = 0; turn < 4; turn += 1) await pressAll(page, KEYS);
  await page.waitForTimeout(1_000);
  const bare = quantile((await readWatched(page)).interactionsMs, 0.98);
  await page.close();
  const worstShift = Math.max(...shifts);
  const slowest = quantile(presses, 0.98);
  return [
    {
      what: "Layout shift of four pages while a backfill of 250 jobs runs, worst",
      goal: "0",
      measured: worstShift.toFixed(3),
      met: worstShift < 0.001,
    },
    {
      what: "Until such a page can act, from the moment it was asked for: median, worst",
      measured: `${Math.round(quantile(readyMs, 0.5))}, ${Math.round(Math.max(...readyMs))} ms`,
    },
    {
      what: `From a press to the next paint meanwhile, median and 98th percentile of ${presses.length}`,
      goal: "≤ 100 ms",
      measured: `${Math.round(quantile(presses, 0.5))}, ${Math.round(slowest)} ms`,
      limit: `${Math.round(bare)} ms of a page that does nothing but change a word`,
      ratio: slowest / bare,
      met: slowest <= 100,
    },
  ];
}

/** @returns the execution; one that is under way goes on beside it */
async function startBackfill(app: AppUnderTest): Promise<string> {
  const started = await fetch(`${app.baseUrl}/api/v1/admin/backfill/trigger`, {
    method: "POST",
    headers: { authorization: `Bearer ${app.adminKey}`, "content-type": "application/json" },
    body: JSON.stringify({ reason: "bench", force: true }),
  });
  const answer = (await started.json()) as { execution_id?: string; detail?: string };
  if (answer.execution_id === undefined)
    throw new Error(`No backfill could be started: ${answer.detail}`);
  return answer.execution_id;
}

async function pressAll(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
}

/** The middle of three each: this machine's own noise is ten points. Beside them the barest page of the same app. */
async function auditPages(
  app: AppUnderTest,
  browser: { debugPort: number; cookie: string },
): Promise<Figure[]> {
  const scoresOf = async (path: string, cookie: string) => {
    const runs: Awaited<ReturnType<typeof audit>>[] = [];
    for (let run = 0; run < AUDITS; run += 1)
      runs.push(await audit(`${app.baseUrl}${path}`, { ...browser, cookie }));
    return CATEGORIES.map((name) =>
      quantile(
        runs.map((scores) => scores[name]),
        0.5,
      ),
    );
  };
  const [bare = Number.NaN] = await scoresOf("/sign-in", "nobody=1");
  const figures: Figure[] = [];
  for (const path of ["/", "/staleness", "/executions"]) {
    const scores = await scoresOf(path, browser.cookie);
    figures.push({
      what: `Lighthouse of ${path}: ${CATEGORIES.join(", ")}`,
      goal: "≥ 98 each",
      measured: scores.join(", "),
      limit: `performance ${bare} of the sign-in page, two fields and a button`,
      ratio: (scores[0] ?? Number.NaN) / bare,
      met: Math.min(...scores) >= 98,
    });
  }
  return figures;
}

async function scrollHugeBoard(context: BrowserContext, app: AppUnderTest): Promise<Figure[]> {
  await fillBoard(app.databaseUrl, SYMBOLS);
  const page = await context.newPage();
  await watchPage(page);
  await page.goto("/staleness?sort=symbol");
  const grid = page.getByRole("grid", { name: /Series by symbol/ });
  await grid.getByRole("row").nth(10).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3_000);
  await forgetWatched(page);
  await grid.hover();
  for (let turn = 0; turn < SCROLLS; turn += 1) {
    await page.mouse.wheel(0, 2_400);
    await page.waitForTimeout(50);
  }
  const { longTasksMs } = await readWatched(page);
  const rows = await grid.getByRole("row").count();
  await page.close();
  const longest = Math.round(Math.max(0, ...longTasksMs));
  return [
    {
      what: `Long tasks (> 50 ms) while a matrix of ${SYMBOLS} × 7 is scrolled by ${SCROLLS} turns of the wheel`,
      goal: "0",
      measured: longTasksMs.length === 0 ? "0" : `${longTasksMs.length}, longest ${longest} ms`,
      met: longTasksMs.length === 0,
    },
    {
      what: "Rows in the document meanwhile",
      goal: "≤ 60",
      measured: String(rows),
      met: rows <= 60,
    },
  ];
}

function report(figures: Figure[]): Promise<void> {
  return writeReport("ui", {
    title: "The dashboard in the browser",
    setting:
      "Chromium without a display, production build, on the cores of the app, its database and the simulated vendor.",
    command: "npm run bench:ui",
    figures,
    notes: [],
  });
}

await run().catch(reportAndExit);
