import { describe, expect, test } from "vitest";
import {
  describeExecutionStats,
  draggedWindow,
  type ExecutionStats,
  prepareExecutionStats,
} from "./prepare-execution-stats";

type Bucket = ExecutionStats["buckets"][number];

const bucket = (minute: number, changes: Partial<Bucket> = {}): Bucket => ({
  from: new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString(),
  completed: 0,
  partial: 0,
  failed: 0,
  cancelled: 0,
  running: 0,
  success_pct: null,
  median_seconds: null,
  p95_seconds: null,
  requests: 0,
  rate_limited: 0,
  ...changes,
});

const statsOf = (...buckets: Bucket[]): ExecutionStats => ({
  timestamp: "2026-11-23T13:00:00.000Z",
  bucket_seconds: 600,
  buckets,
  marks: [],
});

describe("prepareExecutionStats", () => {
  test("a slice in which nothing finished is a gap in the success line, not 0 %", () => {
    const [quiet] = prepareExecutionStats(statsOf(bucket(0)));
    expect(quiet).toMatchObject({ successPct: null, medianSeconds: null, band: null });
  });

  test("refused calls are shown beside answered ones, never counted twice", () => {
    const [point] = prepareExecutionStats(statsOf(bucket(0, { requests: 10, rate_limited: 3 })));
    expect(point).toMatchObject({ answered: 7, refused: 3 });
  });

  test("the band runs from the median to the 95th percentile", () => {
    const [point] = prepareExecutionStats(
      statsOf(bucket(0, { median_seconds: 30, p95_seconds: 90 })),
    );
    expect(point?.band).toEqual([30, 90]);
  });
});

describe("describeExecutionStats", () => {
  test("an empty window is said to be empty", () => {
    expect(describeExecutionStats(prepareExecutionStats(statsOf(bucket(0))))).toBe(
      "No executions in this window.",
    );
  });

  test("counts results, the lowest success rate, the slowest runs and the refused calls", () => {
    const points = prepareExecutionStats(
      statsOf(
        bucket(0, {
          completed: 2,
          success_pct: 100,
          requests: 8,
          p95_seconds: 60,
          median_seconds: 40,
        }),
        bucket(10, { failed: 1, success_pct: 49.9, requests: 2, rate_limited: 2 }),
      ),
    );
    expect(describeExecutionStats(points)).toBe(
      "3 executions: 2 completed, 1 failed. Lowest success rate in a slice 49.9 %. Slowest 95th percentile 1 m. 10 vendor calls, 2 refused with 429.",
    );
  });
});

describe("draggedWindow", () => {
  const points = prepareExecutionStats(statsOf(bucket(0), bucket(10), bucket(20)));

  test("takes whole slices, the last one included, whichever way it was dragged", () => {
    const expected = { from: "2026-11-23T12:00:00.000Z", to: "2026-11-23T12:20:00.000Z" };
    expect(draggedWindow(points, 600, 0, 1)).toEqual(expected);
    expect(draggedWindow(points, 600, 1, 0)).toEqual(expected);
  });

  test("a drag that ends outside the chart is no window", () => {
    expect(draggedWindow(points, 600, 1, 9)).toBeNull();
  });
});
