import { describe, expect, test } from "vitest";
import { backtestAlerts, type StateChange } from "./alert-backtest";
import type { AlertThresholds } from "./alert-condition";
import { createCalendar } from "./calendar";

const HOUR = 3_600_000;
const exchange = createCalendar();
const thresholds: AlertThresholds = {
  noSuccess: { beyondMs: 6 * HOUR, severity: "warning" },
  failureRate: { abovePct: 20, severity: "critical" },
  missing: { abovePct: 10, severity: "warning" },
  stale: { abovePct: 50, severity: "warning" },
  staleWarningMs: 6 * HOUR,
  staleCriticalMs: 24 * HOUR,
  schedulerSilentMs: 60_000,
  rpoMs: { critical: HOUR, standard: 4 * HOUR, low_priority: 24 * HOUR },
};
const timing = { confirmForMs: 5 * 60_000, flapWindowMs: HOUR, flapLimit: 3 };
const at = (text: string) => Date.parse(text);

/** A fortnight with Thanksgiving, its half day and two weekends. */
const context = {
  fromMs: at("2026-11-16T00:00:00Z"),
  toMs: at("2026-11-30T00:00:00Z"),
  exchange,
  thresholds,
  timing,
};

const change = (time: string, index: number, over: Partial<StateChange>): StateChange => ({
  atMs: at(time),
  symbol: `S${index}`,
  timeframe: "1d",
  criticality: "standard",
  assetClass: "stock",
  status: "fresh",
  dataStatus: "current",
  reason: "up_to_date",
  ...over,
});

const board = Array.from({ length: 20 }, (_, index) => index);

describe("backtestAlerts", () => {
  test("a healthy fortnight of daily bars turns stale every day by the clock and never in market time", () => {
    const changes: StateChange[] = [];
    for (let day = 16; day < 30; day += 1) {
      const date = `2026-11-${day}`;
      for (const index of board) {
        changes.push(change(`${date}T01:30:00Z`, index, {}));
        changes.push(
          change(`${date}T07:30:00Z`, index, {
            status: "stale",
            dataStatus: "not_due",
            reason: "not_due_market_closed",
          }),
        );
      }
    }
    changes.sort((a, b) => a.atMs - b.atMs);
    const result = backtestAlerts(changes, context);
    expect(result.wallClockAlerts).toBe(14 * 20);
    expect(result.fired).toEqual([]);
  });

  test("every planted fault fires once, however long it lasts over the holiday", () => {
    const changes = [
      ...board.map((index) => change("2026-11-16T01:30:00Z", index, {})),
      // From Wednesday noon until Monday: 15 of 20 behind for one cause.
      ...board
        .slice(0, 15)
        .map((index) =>
          change("2026-11-25T17:00:00Z", index, { dataStatus: "behind", reason: "provider_5xx" }),
        ),
    ];
    const { fired } = backtestAlerts(changes, context);
    expect(fired.map(({ rule, groupKey }) => `${rule} ${groupKey}`)).toEqual([
      "stale_share all",
      "rpo_breached standard",
      "stale_series provider_5xx",
    ]);
    // Four hours are left on Wednesday, the half day has three and a half: the sixth open hour ends on Friday.
    expect(new Date(fired[2]?.atMs ?? 0).toISOString().slice(0, 10)).toBe("2026-11-27");
  });
});
