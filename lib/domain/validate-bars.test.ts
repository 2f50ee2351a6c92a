import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bar } from "./bar";
import { createCalendar } from "./calendar";
import { readSharedBars, sharedDataMissing } from "./testing/shared-data";
import { type BarCheckContext, validateBars } from "./validate-bars";

const calendar = createCalendar();
const fromMs = Date.parse("2026-07-06T14:00:00Z");
const good: Bar = { t: fromMs, open: 10, high: 11, low: 9, close: 10.5, volume: 0.25 };
const context: BarCheckContext = {
  calendar,
  timeframe: "1m",
  fromMs,
  toMs: fromMs + 3_600_000,
  previousT: null,
  recentCloses: [],
  splitDays: new Set(),
};
const later = (bar: Bar, minutes: number): Bar => ({ ...bar, t: bar.t + minutes * 60_000 });

describe("validateBars rejects", () => {
  test.each([
    {
      why: "a price that is no number",
      bar: { ...good, close: Number.NaN },
      reason: "not_finite",
      detail: "close is NaN",
    },
    {
      why: "an infinite volume",
      bar: { ...good, volume: Number.POSITIVE_INFINITY },
      reason: "not_finite",
      detail: "volume is Infinity",
    },
    {
      why: "a start off the minute",
      bar: { ...good, t: fromMs + 1_000 },
      reason: "off_grid",
      detail: "no 1m window starts at 2026-07-06T14:00:01.000Z",
    },
    {
      why: "a bar before the range",
      bar: later(good, -1),
      reason: "out_of_range",
      detail: "2026-07-06T13:59:00.000Z is not in",
    },
    {
      why: "a bar at the range's open end",
      bar: later(good, 60),
      reason: "out_of_range",
      detail: "2026-07-06T15:00:00.000Z is not in",
    },
    {
      why: "a price of zero",
      bar: { ...good, low: 0 },
      reason: "non_positive_price",
      detail: "low 0",
    },
    {
      why: "a high below the close",
      bar: { ...good, high: 10.4 },
      reason: "high_below_body",
      detail: "high 10.4 is below 10.5",
    },
    {
      why: "a low above the open",
      bar: { ...good, low: 10.2 },
      reason: "low_above_body",
      detail: "low 10.2 is above 10",
    },
    {
      why: "a negative volume",
      bar: { ...good, volume: -1 },
      reason: "negative_volume",
      detail: "volume -1",
    },
  ])("$why as $reason", ({ bar, reason, detail }) => {
    const { valid, rejected } = validateBars([bar], context);
    expect(valid).toEqual([]);
    expect(rejected).toEqual([{ bar, reason, detail: expect.stringContaining(detail) }]);
  });

  test("a bar repeated on the next page, and one out of order", () => {
    const { valid, rejected } = validateBars([good, later(good, 2), later(good, 1)], {
      ...context,
      previousT: fromMs,
    });
    expect(valid.map(({ t }) => t)).toEqual([fromMs + 120_000]);
    expect(rejected.map(({ reason }) => reason)).toEqual(["not_increasing", "not_increasing"]);
  });

  test("a daily bar that does not start at midnight in New York", () => {
    const daily = { ...context, timeframe: "1d" as const, fromMs: 0, toMs: Date.UTC(2030, 0, 1) };
    const at = (text: string) => ({ ...good, t: Date.parse(text) });
    const { valid, rejected } = validateBars(
      [at("2026-03-06T05:00:00Z"), at("2026-03-09T05:00:00Z")],
      daily,
    );
    expect(valid.length).toBe(1);
    expect(rejected[0]?.detail).toContain("the one around it starts at 2026-03-09T04:00:00.000Z");
  });
});

test("rounding noise of 1e-9 is no fault", () => {
  const bar = { ...good, high: 10.5 * (1 - 5e-10), low: 10 * (1 + 5e-10) };
  expect(validateBars([bar], context).valid).toEqual([bar]);
});

test("nothing is lost: every bar is either valid or rejected, and valid bars pass a second time", () => {
  const number = fc.oneof(fc.double({ min: -5, max: 100 }), fc.constantFrom(Number.NaN, 0, 10));
  const bar = fc.record({
    t: fc.integer({ min: -2, max: 70 }).map((m) => fromMs + m * 60_000),
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  });
  fc.assert(
    fc.property(fc.array(bar), (bars) => {
      const { valid, rejected, suspect } = validateBars(bars, context);
      expect(valid.length + rejected.length).toBe(bars.length);
      expect(suspect.every((entry) => valid.includes(entry.bar))).toBe(true);
      expect(validateBars(valid, context).rejected).toEqual([]);
    }),
  );
});

describe("suspects are kept and named", () => {
  const calm = Array.from({ length: 40 }, (_, i) => 100 + (i % 2) / 10);
  const jumpTo = (close: number, extra: Partial<BarCheckContext> = {}) =>
    validateBars([{ ...good, open: close, high: close, low: close, close }], {
      ...context,
      recentCloses: calm,
      ...extra,
    });

  test.each([
    { close: 104, reason: undefined },
    { close: 108, reason: "extreme_move" },
    { close: 160, reason: "move_over_half_without_split" },
    { close: 45, reason: "move_over_half_without_split" },
  ])("from 100.1 to $close: $reason", ({ close, reason }) => {
    const { valid, suspect } = jumpTo(close);
    expect(valid.length).toBe(1);
    expect(suspect[0]?.reason).toBe(reason);
  });

  test("a split on that day explains the move", () => {
    expect(jumpTo(25, { splitDays: new Set(["2026-07-06"]) }).suspect).toEqual([]);
  });

  test.skipIf(sharedDataMissing)(
    "AIG in September 2008 is suspect, and every bar of it is kept (needs ../shared/data)",
    () => {
      const bars = readSharedBars("bars/stock/AIG/1d.wiki.csv.gz");
      const wide = { ...context, timeframe: "1d" as const, fromMs: 0, toMs: Date.UTC(2030, 0, 1) };
      const { valid, rejected, suspect } = validateBars(bars, wide);
      expect(rejected).toEqual([]);
      expect(valid).toEqual(bars);
      const days = suspect.map(({ bar }) => new Date(bar.t).toISOString().slice(0, 10));
      expect(days).toContain("2008-09-15");
    },
  );
});
