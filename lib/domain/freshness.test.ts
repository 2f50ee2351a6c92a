import { describe, expect, test } from "vitest";
import { gradeFreshness, stalenessMs } from "./freshness";
import { policyFor, policyProblem } from "./freshness-policy";

const now = new Date("2026-06-05T20:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const HOUR = 3_600_000;

describe("gradeFreshness", () => {
  test.each([
    { age: 0, status: "fresh" },
    { age: HOUR - 1, status: "fresh" },
    { age: HOUR, status: "aging" },
    { age: 6 * HOUR - 1, status: "aging" },
    { age: 6 * HOUR, status: "stale" },
  ])("features computed $age ms ago are $status", ({ age, status }) => {
    expect(gradeFreshness(ago(age), 250, now)).toBe(status);
  });

  test("without data points, or never computed, a series is missing and never stale", () => {
    expect(gradeFreshness(ago(0), 0, now)).toBe("missing");
    expect(gradeFreshness(null, 250, now)).toBe("missing");
  });

  test("a computation in the future of a skewed clock counts as new", () => {
    expect(gradeFreshness(ago(-HOUR), 1, now)).toBe("fresh");
    expect(stalenessMs(ago(-HOUR), now)).toBe(0);
  });

  test("thresholds are the caller's", () => {
    expect(gradeFreshness(ago(11), 1, now, { freshMs: 10, agingMs: 12 })).toBe("aging");
  });
});

describe("policyFor", () => {
  const traits = { criticality: "critical", assetClass: "etf", timeframe: "1d" } as const;
  const grace = (graceMs: number) => ({ kind: "session", graceMs }) as const;

  test("without rules the tier sets the grace and the asset class the kind", () => {
    expect(policyFor(traits)).toEqual(grace(30 * 60_000));
    expect(policyFor({ ...traits, assetClass: "crypto" }).kind).toBe("continuous");
  });

  test("the rule that names most traits wins, the later one among equals, and others do not count", () => {
    const rules = [
      { policy: grace(1) },
      { criticality: "critical", timeframe: "1d", policy: grace(2) },
      { criticality: "critical", assetClass: "etf", policy: grace(3) },
      { criticality: "standard", assetClass: "etf", timeframe: "1d", policy: grace(4) },
      { timeframe: "1d", policy: grace(5) },
    ] as const;
    expect(policyFor(traits, rules)).toEqual(grace(3));
    expect(policyFor({ ...traits, criticality: "low_priority", timeframe: "1h" }, rules)).toEqual(
      grace(1),
    );
  });

  test.each([
    {
      policy: { kind: "session", graceMs: -1 } as const,
      problem: "grace must be 0 or more, not -1 ms",
    },
    { policy: { kind: "continuous", graceMs: 0 } as const, problem: null },
    {
      policy: { kind: "wall_clock", thresholds: { freshMs: 5, agingMs: 5 } } as const,
      problem: "thresholds must satisfy 0 < fresh < aging, not fresh 5 ms and aging 5 ms",
    },
  ])("$policy has the problem $problem", ({ policy, problem }) => {
    expect(policyProblem(policy)).toBe(problem);
  });
});
