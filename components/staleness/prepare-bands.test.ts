import { describe, expect, test } from "vitest";
import { type History, prepareBands, prepareTicks, troubleByCause } from "./prepare-bands";

const FROM_MS = Date.parse("2026-11-23T00:00:00Z");
const HOUR_MS = 3_600_000;
const at = (hour: number) => new Date(FROM_MS + hour * HOUR_MS).toISOString();
const window = { fromMs: FROM_MS, toMs: FROM_MS + 10 * HOUR_MS, lens: "market" } as const;

const good = { status: "fresh", data_status: "current", reason: "up_to_date" } as const;
const bad = { status: "stale", data_status: "behind", reason: "run_overdue" } as const;

const history: History = {
  bands: [
    {
      symbol: "AAPL",
      timeframe: "1h",
      spans: [
        { from: at(0), to: at(8), ...bad },
        { from: at(8), to: null, ...good },
      ],
    },
    { symbol: "TSLA", timeframe: "1h", spans: [{ from: at(9), to: null, ...bad }] },
  ],
  closed: [{ from: at(-2), to: at(2) }],
};

describe("prepareBands", () => {
  test("what is in trouble now comes before what was for longer", () => {
    const { bands } = prepareBands(history, window);
    expect(bands.map(({ symbol, troubleSeconds }) => [symbol, troubleSeconds])).toEqual([
      ["TSLA", 3_600],
      ["AAPL", 28_800],
    ]);
  });

  test("a state that still holds ends at the window and says that it is open", () => {
    const span = prepareBands(history, window).bands[0]?.spans[0];
    expect(span).toMatchObject({ open: true, leftPct: 90, widthPct: 10 });
  });

  test("closed hours that began before the window are cut at its edge", () => {
    expect(prepareBands(history, window).closed[0]).toMatchObject({ leftPct: 0, widthPct: 20 });
  });
});

test("time in trouble is summed by cause, from the window's edge on", () => {
  const { bands } = prepareBands(history, window);
  expect(troubleByCause(bands, FROM_MS + 2 * HOUR_MS)).toEqual([
    { reason: "run_overdue", seconds: 7 * 3_600 },
  ]);
});

test("ticks stand at full hours of the zone, at most nine of them", () => {
  const ticks = prepareTicks(FROM_MS + 20 * 60_000, FROM_MS + 24 * HOUR_MS, -5 * HOUR_MS);
  expect(ticks.length).toBeLessThanOrEqual(9);
  expect(ticks.every(({ atMs }) => atMs % HOUR_MS === 0)).toBe(true);
});
