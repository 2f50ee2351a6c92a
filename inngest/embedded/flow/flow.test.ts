import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs } from "./backoff";
import { celKey, celMatches, celNumber, compileCel } from "./cel";
import { admitNow, reserveStart } from "./gcra";
import { grantSlots } from "./slots";
import { seededUlid, ulid } from "./ulid";

describe("reserveStart", () => {
  const rate = { limit: 5, periodMs: 60_000, burst: 9 };

  test("lets burst + 1 start at once, then one per emission interval", () => {
    let tatMs: number | null = null;
    const starts = Array.from({ length: 13 }, () => {
      const next = reserveStart(rate, tatMs, 1_000);
      tatMs = next.tatMs;
      return next.startMs - 1_000;
    });
    expect(starts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12_000, 24_000, 36_000]);
  });

  test("never lets more than burst + 1 + t/T start within t, whatever comes when", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 }), (gaps) => {
        let nowMs = 0;
        let tatMs: number | null = null;
        const starts: number[] = [];
        for (const gap of gaps) {
          nowMs += gap;
          const next = reserveStart(rate, tatMs, nowMs);
          tatMs = next.tatMs;
          expect(next.startMs).toBeGreaterThanOrEqual(nowMs);
          starts.push(next.startMs);
        }
        starts.sort((a, b) => a - b);
        for (let i = 0; i + 10 < starts.length; i++) {
          expect(starts[i + 10]! - starts[i]!).toBeGreaterThanOrEqual(12_000 - 1);
        }
      }),
    );
  });

  test("refuses instead of delaying when asked to", () => {
    const strict = { limit: 1, periodMs: 1_000, burst: 0 };
    const first = admitNow(strict, null, 0);
    expect(first).toBe(1_000);
    expect(admitNow(strict, first, 500)).toBeNull();
    expect(admitNow(strict, first, 1_000)).toBe(2_000);
  });
});

describe("grantSlots", () => {
  const on = (id: number, ...keys: [string, number][]) => ({
    id,
    keys: keys.map(([key, limit]) => ({ key, limit })),
  });

  test("gives slots in order until a key is full, and says which key stopped the rest", () => {
    const result = grantSlots([on(1, ["a", 1]), on(2, ["a", 1]), on(3, ["b", 1])], new Map());
    expect(result.granted).toEqual([1, 3]);
    expect(result.blocked).toEqual([{ id: 2, key: "a" }]);
    expect(Object.fromEntries(result.inFlight)).toEqual({ a: 1, b: 1 });
  });

  test("takes no slot of one key for an item that the other key stops", () => {
    const result = grantSlots([on(1, ["a", 5], ["b", 1])], new Map([["b", 1]]));
    expect(result.inFlight.get("a")).toBeUndefined();
    expect(result.blocked).toEqual([{ id: 1, key: "b" }]);
  });
});

describe("cel", () => {
  test("compares a waiting run's event with the one that came", () => {
    const condition = "event.data.x == async.data.x";
    expect(celMatches(condition, { event: { data: { x: 1 } }, async: { data: { x: 1 } } })).toBe(
      true,
    );
    expect(celMatches(condition, { event: { data: { x: 1 } }, async: { data: { x: 2 } } })).toBe(
      false,
    );
  });

  test("does not match when a field is missing", () => {
    expect(celMatches("event.data.x == async.data.x", { event: { data: {} }, async: {} })).toBe(
      false,
    );
  });

  test("gives equal keys for equal values and the empty key for none", () => {
    expect(celKey("event.data.id", { event: { data: { id: "a" } } })).toBe("a");
    expect(celKey("event.data.id", { event: { data: { id: 7 } } })).toBe("7");
    expect(celKey("event.data.id", { event: { data: {} } })).toBe("");
  });

  test("gives numbers for priorities", () => {
    expect(
      celNumber("event.data.urgent == true ? 100 : 0", { event: { data: { urgent: true } } }),
    ).toBe(100);
    expect(celNumber("event.data.nope", { event: { data: {} } })).toBeNull();
  });

  test.each(["event.data.", "foo.bar", "1 +"])(
    "refuses %s, naming where it stands",
    (expression) => {
      expect(() => compileCel(expression, 'function "f", throttle.key')).toThrow(
        /function "f", throttle.key/,
      );
    },
  );
});

test("the last wait of a schedule repeats", () => {
  expect([0, 1, 2, 9].map((attempt) => backoffMs(attempt, [1, 2, 4]))).toEqual([1, 2, 4, 4]);
});

test("ids sort by time, and the same seed gives the same id", () => {
  expect(ulid(1_000) < ulid(2_000)).toBe(true);
  expect(ulid(1_000)).toHaveLength(26);
  expect(seededUlid(5, "a")).toBe(seededUlid(5, "a"));
  expect(seededUlid(5, "a")).not.toBe(seededUlid(5, "b"));
});
