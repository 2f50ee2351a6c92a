import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  atr,
  bollinger,
  ema,
  logReturns,
  realisedVolatility,
  rsi,
  sma,
  trueRange,
} from "./indicators";
import { readSharedBars, readSharedCsv, sharedDataMissing } from "./testing/shared-data";

type Rows = Record<string, string>[];
const column = (rows: Rows, name: string) =>
  Float64Array.from(rows, (row) => (row[name] ? Number(row[name]) : Number.NaN));

/** Largest deviation relative to the reference's size; a warm-up that begins elsewhere is infinitely wrong. */
function deviation(actual: Float64Array, expected: Float64Array): number {
  return expected.reduce((worst, value, index) => {
    const got = actual[index]!;
    if (Number.isNaN(value) !== Number.isNaN(got)) return Number.POSITIVE_INFINITY;
    if (Number.isNaN(value)) return worst;
    return Math.max(worst, Math.abs(got - value) / Math.max(1, Math.abs(value)));
  }, 0);
}

describe.skipIf(sharedDataMissing)("references within 1e-9 (needs ../shared/data)", () => {
  test("published regression baselines of SPY 2017–2018", () => {
    const rows = readSharedCsv("reference/si-spy-2017-2018.csv");
    const [high, low, close] = ["high", "low", "close"].map((name) => column(rows, name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const bands = bollinger(close);
    const ours: Record<string, Float64Array> = {
      sma_20: sma(close, 20),
      ema_20: ema(close, 20),
      rsi_14: rsi(close, 14),
      tr: trueRange(high, low, close),
      atr_14: atr(high, low, close, 14),
      bb_mid_20: bands.middle,
      bb_upper_20_2: bands.upper,
      bb_lower_20_2: bands.lower,
    };
    for (const [name, values] of Object.entries(ours)) {
      expect([name, deviation(values, column(rows, name)) < 1e-9]).toEqual([name, true]);
    }
  });

  test.each([
    { reference: "spy-2017-2018-1d", bars: "etf/SPY/1d.si", year: 252, crypto: false },
    { reference: "aapl-wiki-2011-2012-1d", bars: "stock/AAPL/1d.wiki", year: 252, crypto: false },
    {
      reference: "btcusd-coinbase-4h-last3000",
      bars: "crypto/BTCUSD/4h.coinbase",
      year: 2190,
      crypto: true,
    },
  ])("40-digit computation of $reference", ({ reference, bars: source, year }) => {
    const rows = readSharedCsv(`reference/computed/${reference}.csv.gz`);
    const wanted = new Set(rows.map(({ t }) => Date.parse(t!)));
    const bars = readSharedBars(`bars/${source}.csv.gz`).filter(({ t }) => wanted.has(t));
    const of = (name: "high" | "low" | "close") => Float64Array.from(bars, (bar) => bar[name]);
    const [high, low, close] = [of("high"), of("low"), of("close")];
    const bands = bollinger(close);
    const returns = logReturns(close);
    const ours: Record<string, Float64Array> = {
      log_return_1: returns,
      [`realised_vol_20_sample_ann${year}`]: realisedVolatility(returns, 20, year),
      [`realised_vol_60_sample_ann${year}`]: realisedVolatility(returns, 60, year),
      sma_20: sma(close, 20),
      sma_50: sma(close, 50),
      sma_200: sma(close, 200),
      ema_12: ema(close, 12),
      ema_26: ema(close, 26),
      rsi_14: rsi(close, 14),
      tr: trueRange(high, low, close),
      atr_14: atr(high, low, close, 14),
      bb_upper_20_2: bands.upper,
      bb_lower_20_2: bands.lower,
    };
    expect(bars.length).toBe(rows.length);
    for (const [name, values] of Object.entries(ours)) {
      expect([name, deviation(values, column(rows, name)) < 1e-9]).toEqual([name, true]);
    }
  });
});

describe("conventions", () => {
  const constant = new Float64Array(60).fill(123.456);

  test("a constant price has no deviation at all, and an RSI of 100 for want of losses", () => {
    expect(realisedVolatility(logReturns(constant), 20, 252)[59]).toBe(0);
    expect(bollinger(constant).upper[59]).toBe(bollinger(constant).middle[59]);
    expect(rsi(constant)[59]).toBe(100);
  });

  test("first values: SMA at n − 1, ATR and RSI at n, volatility at n", () => {
    const first = (values: Float64Array) => values.findIndex((value) => !Number.isNaN(value));
    expect(first(sma(constant, 20))).toBe(19);
    expect(first(ema(constant, 20))).toBe(19);
    expect(first(rsi(constant, 14))).toBe(14);
    expect(first(atr(constant, constant, constant, 14))).toBe(14);
    expect(first(realisedVolatility(logReturns(constant), 20, 252))).toBe(20);
  });

  test("fewer values than the window give warm-up only", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 13 }), (length) => {
        const few = constant.slice(0, length);
        for (const values of [sma(few, 14), ema(few, 14), rsi(few, 14), atr(few, few, few, 14)]) {
          expect(values.every(Number.isNaN)).toBe(true);
        }
      }),
    );
  });
});
