/** Every page, view and dialog that is photographed, and how one gets there. */
import type { Page } from "@playwright/test";

export type View = {
  name: string;
  path: string;
  /** What is pressed after the page stands. */
  open?: (page: Page) => Promise<unknown>;
};

const cell = (page: Page, name: RegExp) => page.getByRole("gridcell", { name }).first();

/** @param execution id of the run that the detail pages show */
export function viewsOf(execution: string): View[] {
  const run = `/executions/${execution}`;
  return [...healthViews, ...stalenessViews, ...executionViews(run), ...symbolViews, ...restViews];
}

const healthViews: View[] = [
  { name: "health", path: "/" },
  { name: "kiosk", path: "/?kiosk=1" },
  { name: "kiosk-matrix", path: "/staleness?kiosk=1" },
  {
    name: "health-unknown",
    path: "/",
    open: async (page) => {
      await page.route("**/api/v1/admin/overview", (route) =>
        route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          headers: { "x-request-id": "0199c0de-0000-7000-8000-00000000cafe" },
          body: JSON.stringify({ title: "Unavailable", detail: "The database does not answer." }),
        }),
      );
      await page.getByRole("button", { name: "Refresh now" }).filter({ visible: true }).click();
      await page.getByRole("heading", { name: /Unknown/ }).waitFor();
    },
  },
  { name: "palette", path: "/", open: (page) => page.keyboard.press("Control+k") },
  {
    name: "palette-symbol",
    path: "/",
    open: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.type("aa");
      await page.getByRole("option", { name: /AAPL/ }).waitFor();
    },
  },
  { name: "keyboard-help", path: "/staleness", open: (page) => page.keyboard.press("?") },
  {
    name: "account",
    path: "/",
    open: (page) => page.getByRole("button", { name: /Account/ }).click(),
  },
];

const stalenessViews: View[] = [
  { name: "matrix", path: "/staleness" },
  { name: "matrix-by-age", path: "/staleness?lens=age&group=criticality" },
  {
    name: "matrix-card",
    path: "/staleness",
    open: (page) => cell(page, /^META 1d/).click(),
  },
  {
    name: "matrix-selection",
    path: "/staleness",
    open: async (page) => {
      await page.getByRole("grid").focus();
      for (const key of ["ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown"]) {
        await page.keyboard.press(key);
      }
    },
  },
  {
    name: "matrix-rerun",
    path: "/staleness",
    open: async (page) => {
      await page.getByRole("grid").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("r");
    },
  },
  { name: "list", path: "/staleness?view=list" },
  { name: "gaps", path: "/staleness?view=gaps" },
  { name: "gaps-day", path: "/staleness?view=gaps&day=NFLX%202026-11-10" },
  { name: "timeline", path: "/staleness?view=timeline" },
  { name: "no-match", path: "/staleness?status=missing&criticality=critical&symbol=ZZ" },
  {
    name: "as-of-picker",
    path: "/staleness",
    open: (page) => page.getByRole("button", { name: "As of…" }).click(),
  },
  {
    name: "search-completion",
    path: "/staleness",
    open: async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("reason:");
    },
  },
];

const executionViews = (run: string): View[] => [
  { name: "executions", path: "/executions" },
  { name: "executions-errors", path: "/executions?tab=errors" },
  {
    name: "executions-table",
    path: "/executions",
    open: (page) => page.getByRole("radio", { name: "Table" }).first().click(),
  },
  { name: "executions-empty", path: "/executions?symbol=ZZZZ" },
  {
    name: "start-backfill",
    path: "/executions",
    open: (page) =>
      page
        .getByRole("button", { name: /backfill/i })
        .first()
        .click(),
  },
  { name: "execution-jobs", path: run },
  { name: "execution-grid", path: `${run}?view=grid` },
  { name: "execution-trace", path: `${run}?tab=trace` },
  { name: "execution-requests", path: `${run}?tab=requests` },
  { name: "execution-log", path: `${run}?tab=log` },
  { name: "execution-config", path: `${run}?tab=config` },
  { name: "execution-compare", path: `${run}?tab=compare` },
  {
    name: "execution-rerun",
    path: run,
    open: (page) => page.getByRole("button", { name: /^Re-run failed/ }).click(),
  },
  { name: "execution-print", path: run, open: (page) => page.emulateMedia({ media: "print" }) },
  { name: "execution-unknown", path: "/executions/0199c0de-0000-7000-8000-00000000cafe" },
];

const symbolViews: View[] = [
  { name: "symbols", path: "/symbols" },
  { name: "symbols-add", path: "/symbols?add=true" },
  { name: "symbols-edit", path: "/symbols?edit=META" },
  { name: "symbol-false-fresh", path: "/symbols/META?tf=1d" },
  { name: "symbol-gap", path: "/symbols/NFLX?tf=1m" },
  { name: "symbol-dead", path: "/symbols/ASML?tf=1d" },
  { name: "symbol-split", path: "/symbols/AAPL?tf=1d&tab=splits" },
  { name: "symbol-unknown", path: "/symbols/NOPE" },
];

const restViews: View[] = [
  { name: "failures", path: "/failures" },
  { name: "alerts", path: "/alerts" },
  {
    name: "alert-open",
    path: "/alerts",
    open: (page) =>
      page
        .locator("main")
        .getByRole("button", { name: /detail|series|timeline/i })
        .first()
        .click({ timeout: 3_000 }),
  },
  { name: "alert-rules", path: "/alerts?tab=rules" },
  { name: "alert-backtest", path: "/alerts?tab=backtest" },
  { name: "not-found", path: "/nowhere" },
  { name: "settings", path: "/settings" },
  { name: "settings-policies", path: "/settings/policies" },
  { name: "settings-schedule", path: "/settings/schedule" },
  {
    name: "schedule-pause",
    path: "/settings/schedule",
    open: (page) => page.getByRole("button", { name: "Pause…" }).click(),
  },
  { name: "settings-slo", path: "/settings/slo" },
  { name: "settings-provider", path: "/settings/provider" },
  { name: "settings-data", path: "/settings/data" },
  { name: "settings-engine", path: "/settings/engine" },
  {
    name: "engine-run",
    path: "/settings/engine",
    open: (page) =>
      page
        .getByRole("button", { name: /^Steps of/ })
        .first()
        .click(),
  },
  { name: "settings-access", path: "/settings/access" },
  {
    name: "access-key",
    path: "/settings/access",
    open: (page) => page.getByRole("button", { name: "Create a key…" }).click(),
  },
  { name: "settings-notifications", path: "/settings/notifications" },
  {
    name: "notifications-add",
    path: "/settings/notifications",
    open: (page) => page.getByRole("button", { name: "Add a channel…" }).first().click(),
  },
  { name: "settings-audit", path: "/settings/audit" },
  { name: "symbols-add", path: "/symbols?add=1" },
];
