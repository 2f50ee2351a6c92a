import { expect, test } from "vitest";
import { planSeriesNotices, type SeriesChange } from "./series-notices";

const change = (
  symbol: string,
  previousStatus: SeriesChange["previousStatus"],
  status: SeriesChange["status"],
): SeriesChange => ({ symbol, timeframe: "1d", previousStatus, status, reason: "vendor_late" });

const told = (changes: SeriesChange[]) =>
  planSeriesNotices(changes).map(({ event, series }) => [
    event,
    series.map(({ symbol }) => symbol),
  ]);

test("what turns stale at once is one notice, what recovers another", () => {
  expect(
    told([
      change("AAA", "aging", "stale"),
      change("BBB", "fresh", "missing"),
      change("CCC", "stale", "fresh"),
      change("DDD", "missing", "aging"),
    ]),
  ).toEqual([
    ["series.stale", ["AAA", "BBB"]],
    ["series.recovered", ["CCC", "DDD"]],
  ]);
});

test.each([
  ["a first grade", null, "missing"],
  ["ageing", "fresh", "aging"],
  ["from bad to worse", "stale", "missing"],
  ["another reason", "stale", "stale"],
  ["from unknown", "unknown", "stale"],
] as const)("%s is nobody's alarm", (_, before, after) => {
  expect(told([change("AAA", before, after)])).toEqual([]);
});
