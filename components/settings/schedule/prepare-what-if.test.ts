import { describe, expect, test } from "vitest";
import { budgetStops, missPct, type Pace, tryPace } from "./prepare-what-if";

const pace: Pace = {
  mode: "throttled",
  max_concurrent: 2,
  requests_per_minute: 0,
  burst: 5,
  stagger_ms: 5_000,
  group_pause_ms: 10_000,
};
const run = {
  execution_id: "0b9f8a54-3f37-4a5e-9a53-0c9a0d8f3c11",
  started_at: "2026-11-20T01:30:00.000Z",
  real_seconds: 50,
  predicted_seconds: 40,
  bound_by: "concurrency" as const,
  pace,
  requests: 40,
  symbols: Array.from({ length: 20 }, () => ({ requests: 2, work_ms: 4_000 })),
};

describe("tryPace", () => {
  test("twice the symbols at once halve a run that concurrency bounds", () => {
    expect(tryPace(run, pace)).toEqual({ seconds: 40, boundBy: "concurrency" });
    expect(tryPace(run, { ...pace, max_concurrent: 4 }).seconds).toBe(20);
  });

  test("under a small budget the budget decides, however many symbols at once", () => {
    const small = { ...pace, requests_per_minute: 5 };
    const { seconds, boundBy } = tryPace(run, small);
    expect(boundBy).toBe("provider_budget");
    expect(seconds).toBeGreaterThan(400);
    expect(tryPace(run, { ...small, max_concurrent: 20 }).seconds).toBe(seconds);
  });

  test("staggered groups cost their pauses", () => {
    expect(tryPace(run, { ...pace, mode: "staggered" })).toEqual({
      seconds: 10 * 9 + 9 * 10,
      boundBy: "stagger",
    });
  });
});

test("the miss is signed: foreseen too short is negative", () => {
  expect(missPct(run)).toBe(-20);
  expect(missPct({ ...run, real_seconds: 0 })).toBeNull();
});

test("the budget in force is among the stops, unlimited comes last", () => {
  expect(budgetStops(7)).toEqual([5, 7, 10, 20, 30, 60, 100, 200, 300, 600, 1_000, 0]);
});
