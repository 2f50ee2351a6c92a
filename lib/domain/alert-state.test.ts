import { describe, expect, test } from "vitest";
import type { AlertCondition } from "./alert-rules";
import { type OpenAlert, planAlertChanges, type RecentlyResolved } from "./alert-state";

const MINUTE = 60_000;
const now = Date.UTC(2026, 10, 20, 15, 0);

const condition = (over: Partial<AlertCondition> = {}): AlertCondition => ({
  rule: "stale_series",
  groupKey: "rate_limited",
  severity: "warning",
  summary: "3 series behind",
  cause: "rate_limited",
  affectedCount: 3,
  affected: ["AAPL 1h"],
  holdMs: 0,
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
) => planAlertChanges({ open, conditions, recentlyResolved, nowMs: now });

describe("planAlertChanges", () => {
  test("a condition without a hold fires at once and is told once", () => {
    const first = plan([], [condition()]);
    expect(first.changes).toMatchObject([{ kind: "open", state: "firing" }]);
    expect(first.notices).toHaveLength(1);
    expect(plan([alert()], [condition()]).notices).toHaveLength(0);
  });

  test("a condition with a hold is pending first and fires when the hold is over", () => {
    const holdMs = 5 * MINUTE;
    expect(plan([], [condition({ holdMs })]).changes).toMatchObject([{ state: "pending" }]);
    const early = alert({ state: "pending", pendingSinceMs: now - holdMs + 1 });
    expect(plan([early], [condition({ holdMs })]).notices).toHaveLength(0);
    const due = alert({ state: "pending", pendingSinceMs: now - holdMs });
    expect(plan([due], [condition({ holdMs })])).toMatchObject({
      changes: [{ kind: "update", state: "firing" }],
      notices: [{ kind: "firing" }],
    });
  });

  test("a pending alert whose condition went away ends without a word", () => {
    expect(plan([alert({ state: "pending" })], [])).toEqual({
      changes: [{ kind: "resolve", id: 7, silently: true }],
      notices: [],
    });
  });

  test("a firing alert resolves only after its condition has been gone for two minutes", () => {
    expect(plan([alert({ lastSeenAtMs: now - MINUTE })], []).changes).toEqual([]);
    expect(plan([alert({ lastSeenAtMs: now - 2 * MINUTE })], [])).toMatchObject({
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
    const gone = alert({ state: "acknowledged", lastSeenAtMs: now - 3 * MINUTE });
    expect(plan([gone], []).changes).toMatchObject([{ kind: "resolve" }]);
  });

  test("a snoozed alert speaks again when the snooze ends and the condition still holds", () => {
    const asleep = alert({ state: "snoozed", snoozedUntilMs: now + 1 });
    expect(plan([asleep], [condition()]).notices).toEqual([]);
    const awake = alert({ state: "snoozed", snoozedUntilMs: now });
    expect(plan([awake], [condition()]).notices).toMatchObject([{ kind: "firing" }]);
  });

  test.each([
    { flaps: 0, holdMinutes: 5 },
    { flaps: 1, holdMinutes: 10 },
    { flaps: 9, holdMinutes: 160 },
  ])(
    "an alert back within the hour after $flaps earlier returns waits $holdMinutes min",
    ({ flaps, holdMinutes }) => {
      const past = {
        rule: "stale_series",
        groupKey: "rate_limited",
        resolvedAtMs: now - MINUTE,
        flapCount: flaps,
      };
      const { changes, notices } = plan([], [condition()], [past]);
      expect(changes).toMatchObject([{ kind: "open", state: "pending", flapCount: flaps + 1 }]);
      expect(notices).toEqual([]);
      const held = (ms: number) =>
        alert({ state: "pending", flapCount: flaps + 1, pendingSinceMs: now - ms });
      expect(plan([held(holdMinutes * MINUTE - 1)], [condition()]).notices).toEqual([]);
      expect(plan([held(holdMinutes * MINUTE)], [condition()]).notices).toHaveLength(1);
    },
  );
});
