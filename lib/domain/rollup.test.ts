import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bar } from "./bar";
import { calendarFor, createCalendar } from "./calendar";
import { createRollUp, rollUp, touchedWindows } from "./rollup";
import { readSharedBars, sharedDataMissing } from "./testing/shared-data";
import { windowAt } from "./timeframe-windows";
import type { Timeframe } from "./vocabulary";

const xnys = createCalendar();
const crypto = calendarFor(xnys, "crypto");
const later = { nowMs: Date.parse("2030-01-01T00:00:00Z"), delayMs: 0 };

describe("rolled-up reference series", () => {
  const spy = "bars/etf/SPY/1m.nt-2011-01.csv.gz";
  const btc = "bars/crypto/BTCUSD/1m.bitfinex.csv.gz";
  const btcDaily = "derived/BTCUSD-bitfinex/1d.csv.gz";
  test.skipIf(sharedDataMissing).each([
    { from: spy, to: "derived/SPY-nt-2011-01/5m.csv.gz", timeframe: "5m", calendar: xnys },
    { from: spy, to: "derived/SPY-nt-2011-01/15m.csv.gz", timeframe: "15m", calendar: xnys },
    { from: spy, to: "derived/SPY-nt-2011-01/1h.csv.gz", timeframe: "1h", calendar: xnys },
    { from: spy, to: "derived/SPY-nt-2011-01/4h-utc-grid.csv.gz", timeframe: "4h", calendar: xnys },
    { from: btc, to: "derived/BTCUSD-bitfinex/5m.csv.gz", timeframe: "5m", calendar: crypto },
    { from: btc, to: "derived/BTCUSD-bitfinex/15m.csv.gz", timeframe: "15m", calendar: crypto },
    { from: btc, to: "derived/BTCUSD-bitfinex/1h.csv.gz", timeframe: "1h", calendar: crypto },
    { from: btc, to: "derived/BTCUSD-bitfinex/4h.csv.gz", timeframe: "4h", calendar: crypto },
    { from: btc, to: btcDaily, timeframe: "1d", calendar: crypto },
    {
      from: btcDaily,
      to: "derived/BTCUSD-bitfinex/1w-sunday.csv.gz",
      timeframe: "1w",
      calendar: crypto,
    },
    {
      from: "bars/etf/SPY/1d.si.csv.gz",
      to: "derived/SPY-si/1w-sunday-et.csv.gz",
      timeframe: "1w",
      calendar: xnys,
    },
  ] satisfies { from: string; to: string; timeframe: Timeframe; calendar: typeof xnys }[])(
    "$from rolled up to $timeframe equals $to (needs ../shared/data)",
    ({ from, to, timeframe, calendar }) => {
      const actual = [...rollUp(readSharedBars(from), { calendar, timeframe, ...later })];
      const expected = readSharedBars(to);
      expect(actual.map((bar) => ({ ...bar, volume: 0 }))).toEqual(
        expected.map((bar) => ({ ...bar, volume: 0 })),
      );
      // The order of additions decides the last bits of a sum of fractions.
      actual.forEach((bar, index) => {
        const volume = expected[index]!.volume;
        expect(Math.abs(bar.volume - volume)).toBeLessThanOrEqual(1e-12 * volume);
      });
    },
  );
});

const minutes = fc
  .uniqueArray(fc.integer({ min: 0, max: 3 * 1440 }), { minLength: 1, maxLength: 200 })
  .map((offsets) => offsets.toSorted((a, b) => a - b))
  .map((offsets) =>
    offsets.map((offset): Bar => minuteBar(Date.UTC(2026, 6, 6) + offset * 60_000)),
  );

function minuteBar(t: number): Bar {
  const price = 100 + ((t / 60_000) % 17);
  return { t, open: price, high: price + 2, low: price - 2, close: price + 1, volume: 3 };
}

const target = fc.constantFrom<Timeframe>("5m", "15m", "30m", "1h", "4h");

describe("laws of rolling up", () => {
  test("nothing is lost or invented: volumes add up, extremes survive, windows ascend", () => {
    fc.assert(
      fc.property(minutes, target, (bars, timeframe) => {
        const rolled = [...rollUp(bars, { calendar: xnys, timeframe, ...later })];
        const sum = (list: Bar[]) => list.reduce((total, { volume }) => total + volume, 0);
        expect(sum(rolled)).toBe(sum(bars));
        expect(Math.max(...rolled.map(({ high }) => high))).toBe(
          Math.max(...bars.map(({ high }) => high)),
        );
        expect(rolled.map(({ t }) => t)).toEqual(
          [...new Set(rolled.map(({ t }) => t))].toSorted((a, b) => a - b),
        );
      }),
    );
  });

  test("a window still open, or inside the provider's delay, does not come out", () => {
    fc.assert(
      fc.property(minutes, target, fc.integer({ min: 0, max: 1440 }), (bars, timeframe, ago) => {
        const nowMs = bars.at(-1)!.t - ago * 60_000;
        for (const bar of rollUp(bars, { calendar: xnys, timeframe, nowMs, delayMs: 900_000 })) {
          expect(windowAt(xnys, timeframe, bar.t).endMs + 900_000).toBeLessThanOrEqual(nowMs);
        }
      }),
    );
  });

  test("a revised minute changes exactly the touched windows, and those recompute from their own minutes alone", () => {
    fc.assert(
      fc.property(minutes, target, fc.nat(), (bars, timeframe, pick) => {
        const options = { calendar: xnys, timeframe, ...later };
        const revised = bars.map((bar, index) =>
          index === pick % bars.length
            ? { ...bar, volume: bar.volume + 5, high: bar.high + 50 }
            : bar,
        );
        const windows = touchedWindows(xnys, timeframe, [bars[pick % bars.length]!.t]);
        const before = [...rollUp(bars, options)];
        const after = [...rollUp(revised, options)];
        const changed = after.filter(
          (bar, index) => bar.high !== before[index]!.high || bar.volume !== before[index]!.volume,
        );
        expect(changed.map(({ t }) => t)).toEqual(windows.map(({ startMs }) => startMs));
        const alone = windows.flatMap(({ startMs, endMs }) => [
          ...rollUp(
            revised.filter(({ t }) => t >= startMs && t < endMs),
            options,
          ),
        ]);
        expect(alone).toEqual(changed);
      }),
    );
  });

  test("pages of any size give the same windows", () => {
    fc.assert(
      fc.property(minutes, target, (bars, timeframe) => {
        const roller = createRollUp({ calendar: xnys, timeframe, ...later });
        const paged = [...bars.map(roller.push), roller.flush()].filter((bar) => bar !== null);
        expect(paged).toEqual([...rollUp(bars, { calendar: xnys, timeframe, ...later })]);
      }),
    );
  });
});

test("touchedWindows lists each window once, in order", () => {
  const at = (text: string) => Date.parse(text);
  const changed = [
    at("2026-07-06T15:10:00Z"),
    at("2026-07-06T14:59:00Z"),
    at("2026-07-06T15:59:00Z"),
  ];
  expect(touchedWindows(xnys, "1h", changed)).toEqual([
    { startMs: at("2026-07-06T14:00:00Z"), endMs: at("2026-07-06T15:00:00Z") },
    { startMs: at("2026-07-06T15:00:00Z"), endMs: at("2026-07-06T16:00:00Z") },
  ]);
});
