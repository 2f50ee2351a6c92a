import { describe, expect, test } from "vitest";
import type { AlertCondition } from "./alert-condition";
import { type OpenAlert, planAlertChanges, type RecentlyResolved } from "./alert-state";

const MINUTE = 60_000;
const now = Date.UTC(2026, 10, 20, 15, 0);

const timing = { confirmForMs: 5 * MINUTE, flapWindowMs: 60 * MINUTE, flapLimit: 3 };

const condition = (over: Partial<AlertCondition> = {}): AlertCondition => ({
  rule: "stale_series",
  groupKey: "rate_limited",
  severity: "warning",
  summary: "3 series behind",
  cause: "rate_limited",
  affectedCount: 3,
  affected: ["AAPL 1h"],
  ...over,
});

const alert = (over: Partial<OpenAlert> = {}): OpenAlert => ({
  id: 7,
  rule: "stale_series",
  groupKey: "rate_limited",
  severity: "warning",
  state: "firing",
  pendingSinceMs: now - 10 * MINUTE,
  lastSeenAtMs: now - MINUTE,
  snoozedUntilMs: null,
  flapCount: 0,
  ...over,
});

const plan = (
  open: OpenAlert[],
  conditions: AlertCondition[],
  recentlyResolved: RecentlyResolved[] = [],
) => planAlertChanges({ open, conditions, recentlyResolved, nowMs: now }, timing);

describe("planAlertChanges", () => {
  test("a condition is pending first and fires when it has held for the confirmation time", () => {
    expect(plan([], [condition()])).toMatchObject({
      changes: [{ kind: "open", state: "pending" }],
      notices: [],
    });
    const early = alert({ state: "pending", pendingSinceMs: now - timing.confirmForMs + 1 });
    expect(plan([early], [condition()]).notices).toHaveLength(0);
    const due = alert({ state: "pending", pendingSinceMs: now - timing.confirmForMs });
    expect(plan([due], [condition()])).toMatchObject({
      changes: [{ kind: "update", state: "firing" }],
      notices: [{ kind: "firing" }],
    });
  });

  test("a firing alert is told once", () => {
    expect(plan([alert()], [condition()]).notices).toEqual([]);
  });

  test("a pending alert whose condition went away ends without a word", () => {
    expect(plan([alert({ state: "pending" })], [])).toEqual({
      changes: [{ kind: "resolve", id: 7, silently: true }],
      notices: [],
    });
  });

  test("a firing alert resolves only after its condition has been gone for the confirmation time", () => {
    expect(plan([alert({ lastSeenAtMs: now - 5 * MINUTE + 1 })], []).changes).toEqual([]);
    expect(plan([alert({ lastSeenAtMs: now - 5 * MINUTE })], [])).toMatchObject({
      changes: [{ kind: "resolve", silently: false }],
      notices: [{ kind: "resolved" }],
    });
  });

  test("an acknowledged alert stays quiet until it becomes critical", () => {
    const acknowledged = alert({ state: "acknowledged" });
    expect(plan([acknowledged], [condition()]).notices).toEqual([]);
    expect(plan([acknowledged], [condition({ severity: "critical" })]).notices).toMatchObject([
      { kind: "escalated" },
    ]);
  });

  test("an acknowledged alert ends by itself on recovery", () => {
    const gone = alert({ state: "acknowledged", lastSeenAtMs: now - 6 * MINUTE });
    expect(plan([gone], []).changes).toMatchObject([{ kind: "resolve" }]);
  });

  test("a snoozed alert speaks again when the snooze ends and the condition still holds", () => {
    const asleep = alert({ state: "snoozed", snoozedUntilMs: now + 1 });
    expect(plan([asleep], [condition()]).notices).toEqual([]);
    const awake = alert({ state: "snoozed", snoozedUntilMs: now });
    expect(plan([awake], [condition()]).notices).toMatchObject([{ kind: "firing" }]);
  });

  test("an alert that comes back within the window counts a flap, later it starts afresh", () => {
    const past = (minutesAgo: number) => ({
      rule: "stale_series",
      groupKey: "rate_limited",
      resolvedAtMs: now - minutesAgo * MINUTE,
      flapCount: 1,
    });
    expect(plan([], [condition()], [past(59)]).changes).toMatchObject([{ flapCount: 2 }]);
    expect(plan([], [condition()], [past(60)]).changes).toMatchObject([{ flapCount: 0 }]);
  });

  test("an alert that flapped to the limit stays one incident until it was quiet for the window", () => {
    const flapping = (quietMinutes: number) =>
      alert({ flapCount: timing.flapLimit, lastSeenAtMs: now - quietMinutes * MINUTE });
    expect(plan([flapping(59)], []).changes).toEqual([]);
    expect(plan([flapping(60)], []).changes).toMatchObject([{ kind: "resolve" }]);
  });
});
