import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { DataPage } from "./data/data-page";
import { ProviderPage } from "./provider/provider-page";
import { SloPage } from "./slo/slo-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";

describe("the service levels", () => {
  const row = {
    criticality: "critical" as const,
    target_seconds: 3_600,
    watched_minutes: 0,
    breached_minutes: 0,
    within_pct: null,
    worst_lag_seconds: null,
    budget_left_pct: null,
    burn_1h: null,
    burn_24h: null,
    days: [{ day: "2026-11-23", within_pct: null }],
  };
  const slo: ResponseOf<"slo"> = {
    timestamp,
    window_days: 28,
    objective_pct: 99,
    rpo: [row],
    rto: [],
    faults: [],
    breaches: [],
  };
  const show = (answers: Answers) => renderPage(<SloPage />, { answers, path: "/settings/slo" });

  test("what was not measured is not called kept", async () => {
    show({ slo });
    expect(await screen.findByText("Not measured yet")).toBeDefined();
    expect(screen.queryByText("Kept")).toBeNull();
  });

  test("a budget that is spent reads as broken, and an open breach as still beyond", async () => {
    const spent = { ...row, within_pct: 98, budget_left_pct: -100, burn_1h: 2, burn_24h: 2 };
    const breach = {
      id: 1,
      symbol: "SPY",
      timeframe: "1h" as const,
      criticality: "critical" as const,
      due_at: timestamp,
      started_at: timestamp,
      ended_at: null,
      worst_lag_seconds: null,
      objective_seconds: 3_600,
      reason: "rate_limited",
    };
    show({ slo: { ...slo, rpo: [spent], breaches: [breach] } });
    expect(await screen.findByText("Broken")).toBeDefined();
    expect(screen.getByText("still beyond")).toBeDefined();
    expect(screen.getByRole("link", { name: "SPY 1h" }).getAttribute("href")).toBe(
      "/symbols/SPY?tf=1h",
    );
  });

  test("an error names its request", async () => {
    show({ slo: problem(503, "Unavailable") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });
});

describe("the provider", () => {
  const provider: ResponseOf<"provider"> = {
    timestamp,
    name: "massive",
    simulated: false,
    plan: {
      delay_seconds: 900,
      timeframes: ["1m", "1d"],
      adjustment: "raw",
      history_from: null,
      longest_span_days: { "1m": 30, "1d": 365 },
      gives_splits: true,
      checks_symbols: true,
    },
    budget: { per_minute: 5, left: 0, wait_seconds: 12 },
    day: {
      requests: 0,
      rate_limited: 0,
      rate_limited_pct: 0,
      failed: 0,
      bytes: 0,
      rows: 0,
      p50_ms: null,
      p95_ms: null,
      by_purpose: [],
    },
    hours: [{ from: timestamp, requests: 0, rate_limited: 0, failed: 0, p95_ms: null }],
    errors: [],
    requests: [],
  };

  test("says what is left of the budget and how long the next call waits", async () => {
    renderPage(<ProviderPage />, { answers: { provider }, path: "/settings/provider" });
    expect(
      await screen.findByText("0 of 5 calls a minute left; the next call waits 12 s."),
    ).toBeDefined();
    expect(screen.getByText("Nothing was asked in 24 hours.")).toBeDefined();
    expect(screen.getByText("Nothing was asked yet")).toBeDefined();
  });

  test("a day in which calls failed does not read as a good one", async () => {
    const day = { ...provider.day, requests: 10, failed: 2 };
    renderPage(<ProviderPage />, { answers: { provider: { ...provider, day } } });
    expect(await screen.findByText("2 calls failed in 24 hours.")).toBeDefined();
  });
});

describe("data and retention", () => {
  const partition = {
    name: "candles_m202401",
    table: "candles",
    from: "2024-01-01T00:00:00.000Z",
    to: "2024-02-01T00:00:00.000Z",
    bytes: 1_200_000_000,
    rows_estimate: 9_000_000,
  };
  const storage: ResponseOf<"storage"> = {
    timestamp,
    database_bytes: 2_000_000_000,
    tables: [
      { name: "candles", bytes: 2, rows_estimate: 1, partitions: 1, keep_days: null },
      { name: "audit_log", bytes: 1, rows_estimate: 1, partitions: 0, keep_days: null },
    ],
    partitions: [partition],
    keep_bars_days: null,
    retention: {
      bars: null,
      provider_requests: 90,
      execution_log_lines: 180,
      freshness_history: 400,
      notification_deliveries: 90,
      idempotency_keys: 2,
      scheduler_heartbeats: 30,
    },
    last_prune: { at: "2026-11-20T02:00:00.000Z", rows: 1_200, partitions: ["candles_m202310"] },
    last_backup: null,
  };

  test("what is kept how long is changed with a reason, on top of what was seen", async () => {
    const { asked } = renderPage(<DataPage />, {
      answers: {
        storage,
        saveRetention: { timestamp, retention: { ...storage.retention, bars: 365 } },
      },
      path: "/settings/data",
    });
    expect(await screen.findByText(/removed 1,200 rows and 1 partition/)).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Change…" }));
    const dialog = await screen.findByRole("dialog");
    const bars = within(dialog).getByLabelText("Candles and features");
    await userEvent.type(bars, "7");
    const save = within(dialog).getByRole("button", { name: "Keep it so" });
    await userEvent.type(within(dialog).getByLabelText("Reason"), "disk is small");
    await userEvent.click(save);
    expect(asked.some(({ method }) => method === "PUT")).toBe(false);
    await userEvent.clear(bars);
    await userEvent.type(bars, "365");
    expect(within(dialog).getByText(/frees 1.2 GB/)).toBeDefined();
    await userEvent.click(save);
    expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({
      days: { ...storage.retention, bars: 365 },
      base: storage.retention,
      reason: "disk is small",
    });
  });

  test("says what keeping bars shorter would free, and nothing where nothing is that old", async () => {
    renderPage(<DataPage />, { answers: { storage }, path: "/settings/data" });
    expect((await screen.findByText(/Dropping candles older than that/)).textContent).toBe(
      "Dropping candles older than that frees 1.2 GB: 1 partition, about 9M rows.",
    );
    const select = screen.getByLabelText("What would go, were they kept only");
    await userEvent.selectOptions(select, "5 years");
    expect(await screen.findByText(/No candles are that old/)).toBeDefined();
  });

  test("no backup is said, not hidden", async () => {
    renderPage(<DataPage />, { answers: { storage }, path: "/settings/data" });
    expect(await screen.findByText("No backup in the data directory")).toBeDefined();
  });
});
