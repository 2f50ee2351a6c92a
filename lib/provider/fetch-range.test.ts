import { afterAll, beforeAll, expect, test } from "vitest";
import {
  collectBars,
  exchange,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";
import { fetchCryptoDailyRange, fetchDailyRange, fetchRange } from "./fetch-range";

let vendor: SimulatedVendor;
beforeAll(async () => {
  vendor = await simulateVendor();
});
afterAll(() => vendor.simulator.close());

const deps = () => ({ provider: vendor.provider, exchange });
const days = { fromDay: "2026-03-06", toDayExclusive: "2026-03-10", purpose: "manual" } as const;
const starts = (bars: { t: number }[]) => bars.map(({ t }) => new Date(t).toISOString());

test("daily bars of a stock begin at New York's midnight, before and after the clocks change", async () => {
  const bars = await collectBars(
    fetchDailyRange(deps(), { ...days, symbol: "AAPL", assetClass: "stock" }),
  );

  expect(starts(bars)).toEqual(["2026-03-06T05:00:00.000Z", "2026-03-09T04:00:00.000Z"]);
});

test("daily bars of a coin begin at midnight UTC, every day", async () => {
  const bars = await collectBars(fetchCryptoDailyRange(deps(), { ...days, symbol: "BTC" }));

  expect(starts(bars)).toEqual(
    ["06", "07", "08", "09"].map((day) => `2026-03-${day}T00:00:00.000Z`),
  );
});

test("the end is exclusive to the millisecond", async () => {
  const range = {
    symbol: "AAPL",
    assetClass: "stock",
    timeframe: "1m",
    purpose: "manual",
  } as const;
  const fromMs = Date.parse("2026-06-03T14:00:00Z");
  const bars = await collectBars(
    fetchRange(deps(), { ...range, fromMs, toMsExclusive: fromMs + 180_000 }),
  );

  expect(bars.map(({ t }) => t - fromMs)).toEqual([0, 60_000, 120_000]);
});

test("what can't be asked is refused before any request", () => {
  const range = {
    symbol: "AAPL",
    assetClass: "stock",
    timeframe: "1m",
    purpose: "manual",
  } as const;

  expect(() => fetchRange(deps(), { ...range, fromMs: 2, toMsExclusive: 1 })).toThrow(
    /AAPL ends before it begins/,
  );
  expect(() =>
    fetchCryptoDailyRange(deps(), { ...days, symbol: "BTC", fromDay: "2026-02-30" }),
  ).toThrow('"2026-02-30" is no day; allowed: YYYY-MM-DD.');
});
