import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PACING_MODES, type PacingInput, planPacing } from "./pace";

const base: PacingInput = {
  mode: "throttled",
  requestsPerSymbol: [2, 2, 2, 2],
  maxConcurrent: 2,
  requestMs: 1_000,
  requestsPerMinute: 0,
  burst: 5,
  staggerMs: 5_000,
  groupPauseMs: 10_000,
};
const starts = (input: Partial<PacingInput>) => planPacing({ ...base, ...input }).starts;

describe("planPacing", () => {
  test("throttled: a symbol starts when a slot is free, without idle waiting", () => {
    expect(
      starts({ requestsPerSymbol: [3, 1, 1, 1] }).map(({ notBeforeMs }) => notBeforeMs),
    ).toEqual([0, 0, 1_000, 2_000]);
    expect(planPacing(base)).toMatchObject({
      requests: 8,
      estimatedMs: 4_000,
      boundBy: "concurrency",
    });
  });

  test("sequential: one after another, whatever the concurrency", () => {
    expect(planPacing({ ...base, mode: "sequential" }).estimatedMs).toBe(8_000);
  });

  test("staggered: offsets 0, 5, 10 s in a group of three and 10 s between groups", () => {
    const plan = starts({
      mode: "staggered",
      maxConcurrent: 3,
      requestsPerSymbol: [1, 1, 1, 1, 1],
    });
    expect(plan).toEqual([
      { group: 0, notBeforeMs: 0 },
      { group: 0, notBeforeMs: 5_000 },
      { group: 0, notBeforeMs: 10_000 },
      { group: 1, notBeforeMs: 21_000 },
      { group: 1, notBeforeMs: 26_000 },
    ]);
  });

  test("staggered: fifty symbols in threes take 325 s before any work at all", () => {
    const plan = planPacing({
      ...base,
      mode: "staggered",
      maxConcurrent: 3,
      requestMs: 0,
      requestsPerSymbol: Array(50).fill(2),
    });
    expect(plan).toMatchObject({ estimatedMs: 325_000, boundBy: "stagger" });
  });

  test("five requests a minute: 250 requests take 49 minutes, the first five go at once", () => {
    const plan = planPacing({
      ...base,
      requestsPerSymbol: Array(50).fill(5),
      maxConcurrent: 3,
      requestsPerMinute: 5,
    });
    expect(plan).toMatchObject({
      requests: 250,
      estimatedMs: 49 * 60_250 + 1_000,
      boundBy: "provider_budget",
    });
  });

  test("nothing to do costs nothing", () => {
    for (const mode of PACING_MODES) {
      expect(planPacing({ ...base, mode, requestsPerSymbol: [] })).toEqual({
        starts: [],
        requests: 0,
        estimatedMs: 0,
        boundBy: "nothing",
      });
    }
  });

  test("in every mode at most the allowed number runs at once, in order, and no estimate undercuts work or budget", () => {
    const input = fc.record({
      mode: fc.constantFrom(...PACING_MODES),
      requestsPerSymbol: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }),
      maxConcurrent: fc.integer({ min: 1, max: 6 }),
      requestMs: fc.integer({ min: 1, max: 5_000 }),
      requestsPerMinute: fc.constantFrom(0, 5, 100),
      burst: fc.integer({ min: 1, max: 5 }),
      staggerMs: fc.constantFrom(0, 5_000),
      groupPauseMs: fc.constantFrom(0, 10_000),
    });
    fc.assert(
      fc.property(input, (given) => {
        const plan = planPacing(given);
        const spans = plan.starts.map(({ notBeforeMs }, index) => ({
          from: notBeforeMs,
          to: notBeforeMs + given.requestsPerSymbol[index]! * given.requestMs,
        }));
        const allowed = given.mode === "sequential" ? 1 : given.maxConcurrent;
        for (const { from } of spans) {
          expect(
            spans.filter((span) => span.from <= from && from < span.to).length,
          ).toBeLessThanOrEqual(allowed);
        }
        expect(plan.estimatedMs).toBeGreaterThanOrEqual(Math.max(0, ...spans.map(({ to }) => to)));
        expect(plan.starts.map(({ notBeforeMs }) => notBeforeMs)).toEqual(
          plan.starts.map(({ notBeforeMs }) => notBeforeMs).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
