import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { rerunRequest } from "@/components/rerun/open-rerun";
import { type Answers, problem, renderPage } from "@/components/testing/render-page";
import type { SymbolData } from "./symbol-data";
import { SymbolPage } from "./symbol-page";

type Series = SymbolData["series"][number];

afterEach(() => {
  rerunRequest.close();
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";

const current: Series = {
  symbol: "META",
  timeframe: "1h",
  last_computed_at: "2026-11-23T12:58:00.000Z",
  staleness_seconds: 120,
  status: "fresh",
  data_point_count: 349,
  asset_class: "stock",
  criticality: "standard",
  expected_through: "2026-11-23T12:00:00.000Z",
  stored_through: "2026-11-23T12:00:00.000Z",
  bars_behind: 0,
  data_status: "current",
  reason: "up_to_date",
  goes_stale_at: "2026-11-23T16:00:00.000Z",
  next_due_at: "2026-11-23T14:00:00.000Z",
  last_error: null,
  snoozed_until: null,
  snooze_reason: null,
  first_opened_at: "2026-10-23T13:00:00.000Z",
  coverage_30d_pct: 100,
  why: { steps: [], verdict: "Up to date.", next_step: null },
};

const behind: Series = {
  ...current,
  timeframe: "1d",
  bars_behind: 3,
  data_status: "behind",
  reason: "provider_empty",
  why: {
    steps: [
      {
        key: "due",
        question: "Is a bar due?",
        answer: "Yes, since Friday.",
        ok: true,
        detail: null,
      },
      {
        key: "provider",
        question: "What did the provider say?",
        answer: "200, without a bar.",
        ok: false,
        detail: "Request 7f3a of 12:57 was answered in 80 ms.",
      },
      { key: "insert", question: "Were the rows stored?", answer: "", ok: null, detail: "later" },
    ],
    verdict: "The provider answered without any bars.",
    next_step: "Check that the symbol is traded.",
  },
};

const dataOf = (series: Series[]): SymbolData => ({
  timestamp,
  symbol: {
    symbol: "META",
    name: "Meta Platforms",
    asset_class: "stock",
    criticality: "standard",
    timeframes: series.map(({ timeframe }) => timeframe),
    active: true,
    paused_until: null,
    paused_reason: null,
    created_at: timestamp,
    updated_at: timestamp,
  },
  market: { state: "closed", changes_at: timestamp },
  series,
  runs: [],
  requests: [],
  quarantined: [],
  splits: [],
  plan_earliest: null,
  rpo_month: null,
});

const show = (symbol: NonNullable<Answers["symbol"]>, search = "") =>
  renderPage(<SymbolPage symbol="META" />, { answers: { symbol }, search, path: "/symbols/META" });

describe("the page of one symbol", () => {
  test("keeps the place of its parts while it loads", () => {
    show(() => new Promise(() => undefined));
    expect(screen.getByRole("status", { name: "Loading the symbol" })).toBeDefined();
  });

  test("an error names its request and offers another try", async () => {
    show(problem(500, "Internal error"));
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
    expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
  });

  test("a symbol that nobody tracks is said to be that, with a way to those that are", async () => {
    show(problem(404, "Not found", "No symbol META is tracked."));
    expect(await screen.findByText("META is not tracked")).toBeDefined();
    expect(screen.getByRole("link", { name: "Tracked symbols" }).getAttribute("href")).toBe(
      "/symbols",
    );
  });

  test("without a timeframe it says so instead of leaving a hole", async () => {
    show(dataOf([]));
    expect(await screen.findByText("No timeframe of this symbol is tracked")).toBeDefined();
  });

  test("shows why the worst timeframe is as it is, with the first step that failed open", async () => {
    show(dataOf([current, behind]));
    const why = await screen.findByRole("region", { name: "Why" });
    expect(why.textContent).toContain("Behind by 3 bars");
    const details = [...why.querySelectorAll("details")];
    expect(details.map(({ open }) => open)).toEqual([true, false]);
    expect(within(why).getByText(/Request 7f3a/)).toBeDefined();
    expect(within(why).getByRole("button", { name: "Re-run META 1d…" })).toBeDefined();
  });

  test("the timeframe in the address is the one that is explained", async () => {
    show(dataOf([current, behind]), "?tf=1h");
    const why = await screen.findByRole("region", { name: "Why" });
    expect(why.textContent).toContain("Up to date.");
    expect(within(why).queryByText(/What to do/)).toBeNull();
  });

  test("an error of the bars leaves the reasons standing", async () => {
    show(dataOf([behind]));
    expect(await screen.findByRole("region", { name: "Why" })).toBeDefined();
    expect((await screen.findAllByRole("alert")).length).toBeGreaterThan(0);
  });

  test("a month in which nothing was counted is unknown, never clean", async () => {
    show(dataOf([current]));
    expect(await screen.findByText("Nothing was counted this month yet")).toBeDefined();
  });

  test("says how long it was beyond its recovery point, by what, and how much was allowed", async () => {
    const reason = "rate_limited";
    const breach = {
      timeframe: "1h",
      reason,
      started_at: timestamp,
      worst_lag_seconds: null,
    } as const;
    show({
      ...dataOf([current]),
      rpo_month: {
        from: "2026-11-01T00:00:00.000Z",
        to: timestamp,
        objective_seconds: 3_600,
        budget_minutes: 60,
        breached_minutes: 90,
        causes: [
          { reason, minutes: 60, breaches: 2, timeframes: ["1h"] },
          { reason: "run_overdue", minutes: 30, breaches: 1, timeframes: ["1h"] },
        ],
        total_breaches: 2,
        breaches: [{ ...breach, ended_at: null }],
      },
    });
    expect(
      await screen.findByText(
        "1 h 30 m beyond its recovery point of 1 h, all timeframes together; the objective allows 1 h in this stretch (150 % spent).",
      ),
    ).toBeDefined();
    const causes = within(screen.getByRole("table", { name: /by cause/ })).getAllByRole("row");
    expect(causes[1]?.textContent).toContain("Rate limited");
    expect(causes[1]?.textContent).toContain("66.6 %");
    expect(screen.getByText("The newest 1 of 2 stretches")).toBeDefined();
  });
});
