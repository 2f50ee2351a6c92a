import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPolicy } from "@/lib/config/policy";
import { loadSymbols } from "@/lib/config/symbols";
import type { Bar } from "@/lib/domain/bar";
import { toVendorTicker } from "@/lib/provider/massive/ticker";
import { exchange } from "@/lib/provider/testing/simulated-vendor";
import { createMadeUpMarket } from "./made-up-market";
import type { BarsQuestion, Listing } from "./market";

const NOW_MS = Date.parse("2026-06-05T18:00:20Z");
const market = createMadeUpMarket(exchange, 1, () => []);

async function listing(ticker: string): Promise<Listing> {
  const found = await market.find(ticker);
  if (found === null) throw new Error(`${ticker} is not listed`);
  return found;
}

async function bars(ticker: string, question: Partial<BarsQuestion>): Promise<Bar[]> {
  const all = {
    timeframe: "1m",
    limit: 1e6,
    nowMs: NOW_MS,
    fromMs: 0,
    toMsExclusive: NOW_MS,
  } as const;
  return market.bars(await listing(ticker), { ...all, ...question });
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe("the made-up market", () => {
  test("every symbol tracked from the first start on is listed", async () => {
    const symbols = loadSymbols("config/symbols.yaml", loadPolicy("config/rto_rpo_config.yaml"));
    const listed = await Promise.all(
      symbols.map(({ symbol, assetClass }) => market.find(toVendorTicker(symbol, assetClass))),
    );

    expect(symbols.filter((_, index) => listed[index] === null)).toEqual([]);
    expect(listed.map((found) => found?.assetClass)).toEqual(
      symbols.map(({ assetClass }) => assetClass),
    );
  });

  test("any part of a range is that part of the whole: nothing depends on where one begins to look", async () => {
    const fromMs = Date.parse("2026-05-28T00:00:00Z");
    const toMsExclusive = Date.parse("2026-06-02T00:00:00Z");
    const whole = await bars("MSFT", { fromMs, toMsExclusive });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 7_000 }),
        fc.integer({ min: 1, max: 3_000 }),
        async (skip, length) => {
          const part = {
            fromMs: fromMs + skip * 60_000,
            toMsExclusive: Math.min(toMsExclusive, fromMs + (skip + length) * 60_000),
          };

          expect(await bars("MSFT", part)).toEqual(
            whole.filter(({ t }) => t >= part.fromMs && t < part.toMsExclusive),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each(["AAPL", "SIM5", "SIM23", "X:BTCUSD", "X:DOGEUSD"])(
    "%s: every bar holds together, prices positive, volume above zero",
    async (ticker) => {
      const range = { fromMs: day("2026-01-02"), toMsExclusive: day("2026-03-20") };
      const all = [
        ...(await bars(ticker, range)),
        ...(await bars(ticker, { ...range, timeframe: "1d", fromMs: day("2015-01-01") })),
      ];
      const broken = all.filter(
        ({ open, high, low, close, volume }) =>
          !(
            low > 0 &&
            low <= Math.min(open, close) &&
            high >= Math.max(open, close) &&
            volume >= 0
          ),
      );

      expect(all.length).toBeGreaterThan(3_000);
      expect(broken).toEqual([]);
    },
  );

  test.each(["AAPL", "SIM5", "X:ETHUSD"])(
    "%s: a day's minutes make its daily bar, volume to the last unit",
    async (ticker) => {
      const days = await bars(ticker, {
        timeframe: "1d",
        fromMs: day("2025-11-24"),
        toMsExclusive: day("2025-12-06"),
      });
      const { calendar } = await listing(ticker);
      expect(days.length).toBeGreaterThan(7);
      for (const daily of days) {
        const session = calendar.sessionAt(calendar.rankAt(daily.t) - 1);
        if (session === null) throw new Error("no session");
        const minutes = await bars(ticker, {
          fromMs: session.startMs,
          toMsExclusive: session.endMs,
        });
        const regular = minutes.filter(({ t }) => t >= session.openMs && t < session.closeMs);

        expect(daily).toMatchObject({
          open: regular[0]?.open,
          high: Math.max(...regular.map(({ high }) => high)),
          low: Math.min(...regular.map(({ low }) => low)),
          close: regular.at(-1)?.close,
        });
        expect(minutes.reduce((sum, { volume }) => sum + volume, 0)).toBeCloseTo(daily.volume, 3);
      }
    },
  );

  test("another seed is another market, another symbol another series, and the same the same", async () => {
    const range = {
      timeframe: "1d",
      fromMs: day("2026-05-01"),
      toMsExclusive: day("2026-06-01"),
    } as const;
    const question = { limit: 100, nowMs: NOW_MS, ...range };
    const again = createMadeUpMarket(exchange, 1, () => []);
    const other = createMadeUpMarket(exchange, 2, () => []);
    const aapl = await listing("AAPL");

    const first = await bars("AAPL", range);
    expect(await again.bars(aapl, question)).toEqual(first);
    expect(await other.bars(aapl, question)).not.toEqual(first);
    expect(await bars("MSFT", range)).not.toEqual(first);
  });

  test("thin symbols miss minutes, coins miss none and rest on no day", async () => {
    const monday = {
      fromMs: Date.parse("2026-06-01T13:30:00Z"),
      toMsExclusive: Date.parse("2026-06-01T20:00:00Z"),
    };
    const counts = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => (await bars(`SIM${index}`, monday)).length),
    );
    const saturday = await bars("X:BTCUSD", {
      fromMs: day("2026-05-30"),
      toMsExclusive: day("2026-05-31"),
    });

    expect(counts.filter((count) => count === 390).length).toBeGreaterThan(20);
    expect(counts.some((count) => count > 80 && count < 250)).toBe(true);
    expect(saturday).toHaveLength(1_440);
  });

  test("a split divides raw prices and multiplies volumes from its day on", async () => {
    const quiet = await bars("AAPL", { timeframe: "1d", fromMs: day("2026-05-25") });
    const splitting = createMadeUpMarket(exchange, 1, (ticker) => [
      { ticker, day: "2026-06-01", splitFrom: 1, splitTo: 4 },
    ]);
    const split = await splitting.bars(await listing("AAPL"), {
      timeframe: "1d",
      limit: 100,
      nowMs: NOW_MS,
      fromMs: day("2026-05-25"),
      toMsExclusive: NOW_MS,
    });

    const before = (bar: Bar) => bar.t < day("2026-06-01");
    expect(split.filter(before)).toEqual(quiet.filter(before));
    for (const [index, bar] of split.entries()) {
      if (before(bar)) continue;
      expect(bar.close).toBeCloseTo((quiet[index]?.close ?? 0) / 4, 1);
      expect(bar.volume / (quiet[index]?.volume ?? 1)).toBeCloseTo(4, 6);
    }
  });

  test("what came late to market has no bars before its first day", async () => {
    const days = await bars("ARM", {
      timeframe: "1d",
      fromMs: day("2023-01-01"),
      toMsExclusive: day("2024-01-01"),
    });

    expect(days[0]?.t).toBe(Date.parse("2023-09-14T04:00:00Z"));
  });
});
