/**
 * The life of an alert: pending → firing → acknowledged or snoozed → resolved. Pure: open alerts and the conditions
 * that hold now → changes to store and notices to send.
 */
import type { AlertCondition } from "./alert-rules";
import type { AlertSeverity, AlertState } from "./vocabulary";

export type OpenAlert = {
  id: number;
  rule: string;
  groupKey: string;
  severity: AlertSeverity;
  state: AlertState;
  pendingSinceMs: number;
  lastSeenAtMs: number;
  snoozedUntilMs: number | null;
  flapCount: number;
};

/** The newest resolved alert of a rule and key, for flap damping. */
export type RecentlyResolved = {
  rule: string;
  groupKey: string;
  resolvedAtMs: number;
  flapCount: number;
};

export type AlertChange =
  | { kind: "open"; condition: AlertCondition; state: "pending" | "firing"; flapCount: number }
  | {
      kind: "update";
      id: number;
      condition: AlertCondition;
      state: AlertState;
      note: string | null;
    }
  | { kind: "resolve"; id: number; silently: boolean };

export type AlertNotice = {
  kind: "firing" | "escalated" | "resolved";
  rule: string;
  groupKey: string;
};

export type AlertTiming = {
  /** A condition must be gone this long before its alert resolves. */
  resolveAfterMs: number;
  /** Coming back within this time counts as flapping, and each flap doubles the hold before it fires again. */
  flapWindowMs: number;
  /** Least hold of a flapping alert. */
  flapHoldMs: number;
};

export const DEFAULT_ALERT_TIMING: AlertTiming = {
  resolveAfterMs: 2 * 60_000,
  flapWindowMs: 60 * 60_000,
  flapHoldMs: 5 * 60_000,
};

const MAX_FLAP_DOUBLINGS = 5;

export function planAlertChanges(
  input: {
    open: readonly OpenAlert[];
    recentlyResolved: readonly RecentlyResolved[];
    conditions: readonly AlertCondition[];
    nowMs: number;
  },
  timing: AlertTiming = DEFAULT_ALERT_TIMING,
): { changes: AlertChange[]; notices: AlertNotice[] } {
  const changes: AlertChange[] = [];
  const notices: AlertNotice[] = [];
  const openByKey = new Map(input.open.map((alert) => [keyOf(alert), alert]));
  const held = new Set<string>();

  for (const condition of input.conditions) {
    const key = keyOf(condition);
    held.add(key);
    const alert = openByKey.get(key);
    const step = alert
      ? continueAlert(alert, condition, input.nowMs, timing)
      : openAlert(condition, input.recentlyResolved, input.nowMs, timing);
    changes.push(step.change);
    if (step.notice)
      notices.push({ kind: step.notice, rule: condition.rule, groupKey: condition.groupKey });
  }

  for (const alert of input.open) {
    if (held.has(keyOf(alert))) continue;
    // What never fired, or was already dealt with silently, ends without a word.
    if (alert.state !== "pending" && input.nowMs - alert.lastSeenAtMs < timing.resolveAfterMs)
      continue;
    const silently = alert.state === "pending" || alert.state === "snoozed";
    changes.push({ kind: "resolve", id: alert.id, silently });
    if (!silently) notices.push({ kind: "resolved", rule: alert.rule, groupKey: alert.groupKey });
  }
  return { changes, notices };
}

type Step = { change: AlertChange; notice: AlertNotice["kind"] | null };

function openAlert(
  condition: AlertCondition,
  recentlyResolved: readonly RecentlyResolved[],
  nowMs: number,
  timing: AlertTiming,
): Step {
  const before = recentlyResolved.find(
    (past) => keyOf(past) === keyOf(condition) && nowMs - past.resolvedAtMs < timing.flapWindowMs,
  );
  const flapCount = before ? before.flapCount + 1 : 0;
  const state = holdMsOf(condition, flapCount, timing) === 0 ? "firing" : "pending";
  return {
    change: { kind: "open", condition, state, flapCount },
    notice: state === "firing" ? "firing" : null,
  };
}

function continueAlert(
  alert: OpenAlert,
  condition: AlertCondition,
  nowMs: number,
  timing: AlertTiming,
): Step {
  const update = (state: AlertState, notice: Step["notice"], note: string | null = null): Step => ({
    change: { kind: "update", id: alert.id, condition, state, note },
    notice,
  });
  const worse = condition.severity === "critical" && alert.severity !== "critical";
  switch (alert.state) {
    case "pending": {
      const heldMs = nowMs - alert.pendingSinceMs;
      return heldMs >= holdMsOf(condition, alert.flapCount, timing)
        ? update("firing", "firing")
        : update("pending", null);
    }
    case "snoozed":
      return alert.snoozedUntilMs !== null && nowMs >= alert.snoozedUntilMs
        ? update("firing", "firing", "snooze ended")
        : update("snoozed", null);
    case "acknowledged":
      // Somebody is on it; only a turn for the worse speaks again.
      return worse
        ? update("firing", "escalated", "became critical")
        : update("acknowledged", null);
    case "firing":
      return update("firing", worse ? "escalated" : null, worse ? "became critical" : null);
    case "resolved":
      return update("firing", "firing");
  }
}

/** The condition's own hold, or the doubled hold of a flapping alert, whichever is longer. */
function holdMsOf(condition: AlertCondition, flapCount: number, timing: AlertTiming): number {
  if (flapCount === 0) return condition.holdMs;
  const doublings = Math.min(flapCount - 1, MAX_FLAP_DOUBLINGS);
  return Math.max(condition.holdMs, timing.flapHoldMs * 2 ** doublings);
}

const keyOf = ({ rule, groupKey }: { rule: string; groupKey: string }) =>
  `${rule}\u0000${groupKey}`;
