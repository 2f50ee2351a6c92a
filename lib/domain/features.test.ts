import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bar } from "./bar";
import { type Calendar, calendarFor, createCalendar } from "./calendar";
import { expectedWindows } from "./expected-windows";
import { FEATURE_COLUMNS, type FeatureRow } from "./feature-columns";
import { computeFeatureRows } from "./feature-rows";
import { featureLookbackBars } from "./features";
import { readSharedBars, readSharedCsv, sharedDataMissing } from "./testing/shared-data";
import { TIMEFRAMES, type Timeframe } from "./vocabulary";

const xnys = createCalendar();
const crypto = calendarFor(xnys, "crypto");
const at = (text: string) => Date.parse(text);

/** A reproducible walk over the real windows of a market, with some of them left out as quiet. */
function walk(calendar: Calendar, timeframe: Timeframe, length: number, seed: number): Bar[] {
  let state = seed * 2 + 1;
  const dice = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const bars: Bar[] = [];
  let price = 100;
  for (const t of expectedWindows(
    calendar,
    timeframe,
    at("2026-02-20T00:00:00Z"),
    at("2040-01-01T00:00:00Z"),
  )) {
    if (bars.length === length) break;
    if (dice() < 0.1) continue;
    const open = price;
    price *= 1 + (dice() - 0.5) / 50;
    const top = Math.max(open, price) * (1 + dice() / 100);
    const bottom = Math.min(open, price) * (1 - dice() / 100);
    bars.push({
      t,
      open,
      high: top,
      low: bottom,
      close: price,
      volume: Math.floor(dice() * 1e6) / 7,
    });
  }
  return bars;
}

const series = fc.record({
  calendar: fc.constantFrom(xnys, crypto),
  timeframe: fc.constantFrom<Timeframe>("15m", "30m", "1h", "4h", "1d", "1w"),
  seed: fc.nat(1_000_000),
  length: fc.integer({ min: 1, max: 400 }),
});

describe("laws of the feature set", () => {
  test("no look-ahead: cutting the history anywhere leaves every earlier row as it was", () => {
    fc.assert(
      fc.property(series, fc.nat(), ({ calendar, timeframe, seed, length }, cut) => {
        const bars = walk(calendar, timeframe, length, seed);
        const kept = bars.slice(0, cut % (length + 1));
        const whole = computeFeatureRows(bars, { calendar, timeframe });
        expect(computeFeatureRows(kept, { calendar, timeframe })).toEqual(
          whole.slice(0, kept.length),
        );
      }),
    );
  });

  test("part equals whole bit for bit, however the history is chunked", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(series, sizes, ({ calendar, timeframe, seed, length }, chunkSizes) => {
        const bars = walk(calendar, timeframe, length, seed);
        const whole = computeFeatureRows(bars, { calendar, timeframe });
        expect(inChunks(bars, chunkSizes, calendar, timeframe)).toEqual(whole);
      }),
    );
  });

  test.each([
    { calendar: xnys, name: "stock" },
    { calendar: crypto, name: "crypto" },
  ])("part equals whole for $name minutes, whose day reaches back furthest", ({ calendar }) => {
    const bars = walk(calendar, "1m", 4_000, 7);
    const whole = computeFeatureRows(bars, { calendar, timeframe: "1m" });
    expect(inChunks(bars, [1_999, 1, 500, 1_500], calendar, "1m")).toEqual(whole);
  });
});

/** What an incremental run does: lookback bars and the stored ATR before each chunk, only the chunk's rows kept. */
function inChunks(
  bars: Bar[],
  sizes: number[],
  calendar: Calendar,
  timeframe: Timeframe,
): FeatureRow[] {
  const rows: FeatureRow[] = [];
  for (let chunk = 0; rows.length < bars.length; chunk += 1) {
    const start = rows.length;
    const end = start + sizes[chunk % sizes.length]!;
    const from = Math.max(0, start - featureLookbackBars(calendar, timeframe));
    const stored = rows.at(-1)?.atr ?? null;
    const atrSeed = stored === null ? {} : { atrSeed: { index: start - 1 - from, atr: stored } };
    const context = { calendar, timeframe, ...atrSeed };
    rows.push(...computeFeatureRows(bars.slice(from, end), context, start - from));
  }
  return rows;
}

describe("returns in market time", () => {
  const bar = (text: string, close: number): Bar => ({
    t: at(text),
    open: close,
    high: close,
    low: close,
    close,
    volume: 1,
  });
  const rowsOf = (timeframe: Timeframe, bars: Bar[], calendar = xnys) =>
    computeFeatureRows(bars, { calendar, timeframe });

  test("a stock's first hour on Monday compares with Friday's last, not with the empty night", () => {
    const rows = rowsOf("1h", [bar("2026-07-10T23:00:00Z", 100), bar("2026-07-13T08:00:00Z", 110)]);
    expect(rows[1]?.return_1h).toBeCloseTo(0.1, 12);
  });

  test("a stock's day is a session: Tuesday 10:00 compares with Monday 10:00, over a holiday with the session before", () => {
    const hourly = [
      ...expectedWindows(xnys, "1h", at("2026-07-02T00:00:00Z"), at("2026-07-08T00:00:00Z")),
    ].map((t, index): Bar => ({ t, open: 1, high: 1e9, low: 1, close: 1 + index, volume: 1 }));
    const rows = rowsOf("1h", hourly);
    const index = hourly.findIndex(({ t }) => t === at("2026-07-06T14:00:00Z"));
    const before = hourly.findIndex(({ t }) => t === at("2026-07-02T14:00:00Z"));
    expect(rows[index]?.return_1d).toBe(hourly[index]!.close / hourly[before]!.close - 1);
  });

  test("missing minutes are bridged by the last close before, never by a later one", () => {
    const minutes = [
      bar("2026-07-13T14:00:00Z", 100),
      bar("2026-07-13T14:30:00Z", 120),
      bar("2026-07-13T15:10:00Z", 150),
    ];
    const rows = rowsOf("1m", minutes);
    expect(rows.map((row) => row.return_1h)).toEqual([null, null, 0.5]);
  });

  test("crypto's day is 24 hours, weekends included", () => {
    const rows = rowsOf(
      "4h",
      [...Array(8).keys()].map((i) => ({
        ...bar("2026-07-11T00:00:00Z", 100 + i),
        t: at("2026-07-11T00:00:00Z") + i * 14_400_000,
      })),
      crypto,
    );
    expect(rows[6]?.return_1d).toBe(106 / 100 - 1);
    expect(rows[5]?.return_1d).toBeNull();
  });

  test("a bar longer than the span has no such return", () => {
    const rows = rowsOf("1w", walk(xnys, "1w", 5, 3));
    expect(rows.every((row) => row.return_1h === null && row.return_1d === null)).toBe(true);
    expect(rowsOf("1d", walk(xnys, "1d", 5, 3)).map((row) => row.return_1h)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

test.skipIf(sharedDataMissing)(
  "SPY's daily features equal the references within 1e-9 (needs ../shared/data)",
  () => {
    const rows = computeFeatureRows(readSharedBars("bars/etf/SPY/1d.si.csv.gz"), {
      calendar: xnys,
      timeframe: "1d",
    });
    const reference = readSharedCsv("reference/computed/spy-2017-2018-1d.csv.gz");
    const pairs = [
      ["return_1d", "simple_return_1"],
      ["log_return", "log_return_1"],
      ["volatility_20", "realised_vol_20_sample_ann252"],
      ["atr", "atr_14"],
    ] as const;
    reference.forEach((expected, index) => {
      for (const [ours, theirs] of pairs) {
        const value = rows[index]![ours];
        if (expected[theirs] === "") expect([index, ours, value]).toEqual([index, ours, null]);
        else expect(Math.abs((value ?? Number.NaN) - Number(expected[theirs]))).toBeLessThan(1e-9);
      }
    });
  },
);

describe("warm-up and labels", () => {
  test.each(TIMEFRAMES)(
    "with enough bars of %s every feature that can exist has a value",
    (timeframe) => {
      const last = computeFeatureRows(walk(crypto, timeframe, 1_700, 5), {
        calendar: crypto,
        timeframe,
      }).at(-1)!;
      const empty = FEATURE_COLUMNS.filter((name) => last[name] === null);
      const impossible = {
        "4h": ["return_1h"],
        "1d": ["return_1h"],
        "1w": ["return_1h", "return_1d"],
      };
      expect(empty).toEqual(impossible[timeframe as keyof typeof impossible] ?? []);
    },
  );

  test("the first bar of a series has no feature at all", () => {
    const [first] = computeFeatureRows(walk(xnys, "1d", 1, 1), { calendar: xnys, timeframe: "1d" });
    expect(FEATURE_COLUMNS.filter((name) => first![name] !== null)).toEqual([]);
  });

  const rising = [
    ...expectedWindows(xnys, "1d", at("2026-01-01T00:00:00Z"), at("2026-06-01T00:00:00Z")),
  ].map(
    (t, i): Bar => ({ t, open: 100 + i, high: 101 + i, low: 99 + i, close: 100.5 + i, volume: 0 }),
  );
  const falling = rising.map((bar, i): Bar => ({ ...rising[rising.length - 1 - i]!, t: bar.t }));

  test("a straight climb is up, bullish and trending; a straight fall the reverse", () => {
    expect(computeFeatureRows(rising, { calendar: xnys, timeframe: "1d" }).at(-1)).toMatchObject({
      hh: 5,
      hl: 5,
      lh: 0,
      ll: 0,
      trend_direction: "up",
      structure_label: "bullish",
      trend_regime: "trending",
    });
    expect(computeFeatureRows(falling, { calendar: xnys, timeframe: "1d" }).at(-1)).toMatchObject({
      hh: 0,
      hl: 0,
      lh: 5,
      ll: 5,
      trend_direction: "down",
      structure_label: "bearish",
      trend_regime: "trending",
    });
  });

  test("without any volume the ratio is null rather than infinite", () => {
    const last = computeFeatureRows(rising, { calendar: xnys, timeframe: "1d" }).at(-1);
    expect(last).toMatchObject({ rolling_volume_20: 0, volume_ratio: null });
  });

  test("quiet after storm: volatility turns low and the range compresses", () => {
    const storm = rising.map(
      (bar, i): Bar => ({ ...bar, open: 100, low: 80, high: 120, close: i % 2 ? 90 : 110 }),
    );
    const quiet = rising.map(
      (bar, i): Bar => ({ ...bar, open: 100, low: 95, high: 105, close: i % 2 ? 99.9 : 100.1 }),
    );
    const bars = rising.map((_, i) => (i < rising.length - 25 ? storm[i]! : quiet[i]!));
    expect(computeFeatureRows(bars, { calendar: xnys, timeframe: "1d" }).at(-1)).toMatchObject({
      volatility_regime: "low",
      compression_regime: "compressed",
      trend_regime: "ranging",
    });
  });
});
