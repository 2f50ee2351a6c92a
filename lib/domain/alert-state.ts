/**
 * The life of an alert: pending → firing → acknowledged or snoozed → resolved. Pure: open alerts and the conditions
 * that hold now → changes to store and notices to send.
 */
import type { AlertCondition } from "./alert-condition";
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
      before: AlertState;
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
  /** How long a condition must hold before its alert fires, and be gone before it resolves. */
  confirmForMs: number;
  /** Coming back within this time of the resolution counts as flapping. */
  flapWindowMs: number;
  /** An alert that flapped this often stays open as one incident until it has been quiet for the whole window. */
  flapLimit: number;
};

export function planAlertChanges(
  input: {
    open: readonly OpenAlert[];
    recentlyResolved: readonly RecentlyResolved[];
    conditions: readonly AlertCondition[];
    nowMs: number;
  },
  timing: AlertTiming,
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
    if (input.nowMs - alert.lastSeenAtMs < quietMsOf(alert, timing)) continue;
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
  const state = timing.confirmForMs === 0 ? "firing" : "pending";
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
    change: { kind: "update", id: alert.id, condition, before: alert.state, state, note },
    notice,
  });
  const worse = condition.severity === "critical" && alert.severity !== "critical";
  switch (alert.state) {
    case "pending": {
      const heldMs = nowMs - alert.pendingSinceMs;
      return heldMs >= timing.confirmForMs ? update("firing", "firing") : update("pending", null);
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

/** How long the condition must be gone: what never fired ends at once, what flaps has to be quiet for the window. */
function quietMsOf(alert: OpenAlert, timing: AlertTiming): number {
  if (alert.state === "pending") return 0;
  return alert.flapCount >= timing.flapLimit ? timing.flapWindowMs : timing.confirmForMs;
}

const keyOf = ({ rule, groupKey }: { rule: string; groupKey: string }) =>
  `${rule}\u0000${groupKey}`;
