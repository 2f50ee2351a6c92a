import { expect, test } from "vitest";
import { isWorthCollecting } from "./is-worth-collecting.mjs";

const MB = 2 ** 20;

test.each([
  { state: "at rest after a burst", utilization: 0.01, heapMb: 150, keptMb: 0, expected: true },
  { state: "at rest, grown a little", utilization: 0.01, heapMb: 100, keptMb: 87, expected: false },
  { state: "at rest, grown much", utilization: 0.01, heapMb: 150, keptMb: 87, expected: true },
  { state: "at work", utilization: 0.3, heapMb: 300, keptMb: 87, expected: false },
  { state: "smaller than before", utilization: 0, heapMb: 60, keptMb: 87, expected: false },
])("memory is given back only at rest and where it is much: $state", (row) => {
  const worth = isWorthCollecting({
    utilization: row.utilization,
    heapBytes: row.heapMb * MB,
    keptBytes: row.keptMb * MB,
  });

  expect(worth).toBe(row.expected);
});
