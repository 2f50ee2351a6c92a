import { expect, test } from "vitest";
import { type IgnoreEnd, isStillIgnored } from "./ignored-group";

const NOW = new Date("2026-11-20T16:00:00Z");
const none = { total: 0, inWorstHour: 0 };
const until = (ms: number): IgnoreEnd => ({
  untilMs: NOW.getTime() + ms,
  moreThan: null,
  per: null,
});

test.each([
  [1, true],
  [0, false],
  [-1, false],
])("ignored until %s ms from now: %s", (ms, ignored) => {
  expect(isStillIgnored(until(ms), none, NOW)).toBe(ignored);
});

test.each([
  ["hour", { total: 90, inWorstHour: 5 }, true],
  ["hour", { total: 90, inWorstHour: 6 }, false],
  ["total", { total: 5, inWorstHour: 5 }, true],
  ["total", { total: 6, inWorstHour: 1 }, false],
] as const)("ignored until more than five a %s, with %o since: %s", (per, recurred, ignored) => {
  expect(isStillIgnored({ untilMs: null, moreThan: 5, per }, recurred, NOW)).toBe(ignored);
});
