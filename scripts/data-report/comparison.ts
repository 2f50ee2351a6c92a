/** One row of the report, and the measure it is made by. */
import type { Bar } from "@/lib/domain/bar";

export type Comparison = {
  reference: string;
  /** How many values were compared; 0: none. */
  values: number;
  /** Largest deviation relative to the reference's size (absolute below 1); null: not compared. */
  deviation: number | null;
  why: string;
};

export function relative(actual: number, expected: number): number {
  if (Number.isNaN(actual) !== Number.isNaN(expected)) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(expected)) return 0;
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

const PRICES = ["open", "high", "low", "close"] as const;

/** Bars by position: times and prices must be equal, volumes are sums of fractions. */
export function compareBars(
  actual: readonly Bar[],
  expected: readonly Bar[],
): { values: number; prices: number; volume: number } {
  let prices = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  let volume = 0;
  expected.forEach((bar, index) => {
    const got = actual[index];
    if (got?.t !== bar.t) prices = Number.POSITIVE_INFINITY;
    if (!got) return;
    for (const name of PRICES) prices = Math.max(prices, relative(got[name], bar[name]));
    volume = Math.max(volume, relative(got.volume, bar.volume));
  });
  return { values: expected.length * 6, prices, volume };
}
