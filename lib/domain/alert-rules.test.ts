import { describe, expect, test } from "vitest";
import type { AlertFacts, AlertSeries, AlertThresholds } from "./alert-condition";
import { planAlertConditions } from "./alert-rules";

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 20, 15, 0);

const thresholds: AlertThresholds = {
  noSuccess: { beyondMs: 6 * HOUR, severity: "warning" },
  failureRate: { abovePct: 20, severity: "critical" },
  missing: { abovePct: 10, severity: "warning" },
  stale: { abovePct: 50, severity: "warning" },
  staleWarningMs: 6 * HOUR,
  staleCriticalMs: 24 * HOUR,
  schedulerSilentMs: 5 * 60_000,
  rpoMs: { critical: HOUR, standard: 4 * HOUR, low_priority: 24 * HOUR },
};

const series = (over: Partial<AlertSeries> = {}): AlertSeries => ({
  symbol: "AAPL",
  timeframe: "1h",
  criticality: "low_priority",
  dataStatus: "current",
  reason: "up_to_date",
  lagMs: 0,
  ...over,
});

const facts = (over: Partial<AlertFacts> = {}): AlertFacts => ({
  nowMs: now,
  unansweredMs: 0,
  finishedJobs: 100,
  failedJobs: 0,
  series: Array.from({ length: 10 }, () => series()),
  schedulerBeatAtMs: now - 10_000,
  schedulePaused: false,
  recentRequests: { total: 20, failed: 0 },
  providerDownOpen: false,
  ...over,
});

const rulesOf = (over: Partial<AlertFacts>) =>
  planAlertConditions(facts(over), thresholds).map(({ rule, severity }) => `${rule} ${severity}`);

describe("planAlertConditions", () => {
  test("a quiet board raises nothing", () => {
    expect(rulesOf({})).toEqual([]);
  });

  test.each([
    { dueForHours: 6, raised: [] },
    { dueForHours: 6.1, raised: ["no_successful_backfill warning"] },
  ])("data due for $dueForHours h without a success", ({ dueForHours, raised }) => {
    expect(rulesOf({ unansweredMs: dueForHours * HOUR })).toEqual(raised);
  });

  test.each([
    { failedJobs: 20, raised: [] },
    { failedJobs: 21, raised: ["failure_rate critical"] },
  ])("$failedJobs of 100 jobs failed", ({ failedJobs, raised }) => {
    expect(rulesOf({ failedJobs })).toEqual(raised);
  });

  test("the share that is behind is measured among the series that are due", () => {
    const due = [series({ dataStatus: "behind", reason: "run_overdue" }), series()];
    const asleep = Array.from({ length: 8 }, () => series({ dataStatus: "not_due" }));
    expect(rulesOf({ series: [...due, ...asleep] })).toEqual([]);
    const worse = [...due, series({ dataStatus: "behind", reason: "run_overdue" })];
    expect(rulesOf({ series: [...worse, ...asleep] })).toEqual(["stale_share warning"]);
  });

  test.each([
    { reason: "never_backfilled", raised: ["missing_share warning"] },
    { reason: "provider_empty", raised: ["missing_share warning"] },
    { reason: "queued_throttled", raised: [] },
    { reason: "run_in_progress", raised: [] },
  ] as const)("series without data raise an alert unless it is on its way: $reason", (row) => {
    const missing = Array.from({ length: 10 }, () =>
      series({ dataStatus: "missing", reason: row.reason }),
    );
    expect(rulesOf({ series: missing })).toEqual(row.raised);
  });

  test("fifty series behind for one cause are one alert, and its severity is that of the worst", () => {
    const behind = Array.from({ length: 50 }, (_, index) =>
      series({
        symbol: `S${index}`,
        dataStatus: "behind",
        reason: "rate_limited",
        lagMs: (7 + index) * HOUR,
      }),
    );
    const found = planAlertConditions(facts({ series: behind }), thresholds).filter(
      ({ rule }) => rule === "stale_series",
    );
    expect(found).toMatchObject([
      { groupKey: "rate_limited", severity: "critical", affectedCount: 50 },
    ]);
    expect(found[0]?.affected[0]).toBe("S49 1h");
  });

  test("each tier is held to its own recovery point objective", () => {
    const late = [
      series({
        criticality: "critical",
        dataStatus: "behind",
        reason: "run_overdue",
        lagMs: 2 * HOUR,
      }),
      series({
        criticality: "standard",
        dataStatus: "behind",
        reason: "run_overdue",
        lagMs: 2 * HOUR,
      }),
    ];
    expect(rulesOf({ series: [...late, ...facts().series] })).toEqual(["rpo_breached critical"]);
  });

  test("a scheduler that stopped is told within its five minutes", () => {
    expect(rulesOf({ schedulerBeatAtMs: now - 5 * 60_000 })).toEqual([]);
    expect(rulesOf({ schedulerBeatAtMs: now - 5 * 60_000 - 1 })).toEqual([
      "scheduler_silent critical",
    ]);
  });

  test("a provider is down when every one of several requests failed, not when some did", () => {
    expect(rulesOf({ recentRequests: { total: 20, failed: 19 } })).toEqual([]);
    expect(rulesOf({ recentRequests: { total: 4, failed: 4 } })).toEqual([]);
    expect(rulesOf({ recentRequests: { total: 20, failed: 20 } })).toEqual([
      "provider_down critical",
    ]);
  });

  test("a provider that is down is one incident, whatever follows from it", () => {
    const hit = Array.from({ length: 10 }, () =>
      series({
        criticality: "critical",
        dataStatus: "behind",
        reason: "provider_5xx",
        lagMs: 9 * HOUR,
      }),
    );
    const down = { series: hit, unansweredMs: 9 * HOUR, failedJobs: 90 };

    expect(rulesOf({ ...down, recentRequests: { total: 20, failed: 20 } })).toEqual([
      "provider_down critical",
    ]);
    // It answers again: the incident lasts until the series it hit are in order.
    expect(rulesOf({ ...down, providerDownOpen: true })).toEqual(["provider_down critical"]);
    expect(rulesOf({ providerDownOpen: true })).toEqual([]);
  });

  test("what has another cause is told beside a provider that is down", () => {
    const other = Array.from({ length: 10 }, () =>
      series({ dataStatus: "behind", reason: "compute_failed", lagMs: 7 * HOUR }),
    );

    expect(rulesOf({ series: other, recentRequests: { total: 20, failed: 20 } })).toEqual([
      "stale_share warning",
      "stale_series warning",
      "provider_down critical",
    ]);
  });
});
