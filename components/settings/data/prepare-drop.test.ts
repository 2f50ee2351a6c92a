import { expect, test } from "vitest";
import { dropBefore } from "./prepare-drop";

const month = (from: string, to: string) => ({
  name: `candles_${from}`,
  table: "candles",
  from: `${from}-01T00:00:00.000Z`,
  to: `${to}-01T00:00:00.000Z`,
  bytes: 100,
  rows_estimate: 10,
});
const months = [month("2026-09", "2026-10"), month("2026-10", "2026-11")];

test("a partition goes only when all of it is old enough", () => {
  expect(dropBefore(months, Date.parse("2026-10-31T23:59:59Z"))).toEqual({
    partitions: 1,
    bytes: 100,
    rows: 10,
  });
  expect(dropBefore(months, Date.parse("2026-11-01T00:00:00Z")).partitions).toBe(2);
  expect(dropBefore([], 0)).toEqual({ partitions: 0, bytes: 0, rows: 0 });
});
