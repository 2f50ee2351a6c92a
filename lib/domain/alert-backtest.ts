/** Replays stored state changes through the alert rules: how often they would have spoken, beside the wall-clock rule. */
import type { AlertThresholds } from "./alert-condition";
import { planAlertConditions } from "./alert-rules";
import {
  type AlertTiming,
  type OpenAlert,
  planAlertChanges,
  type RecentlyResolved,
} from "./alert-state";
import { type Calendar, calendarFor } from "./calendar";
import { MINUTE_MS } from "./calendar-days";
import { openMsBetween } from "./market-time";
import type {
  AssetClass,
  Criticality,
  DataStatus,
  FreshnessStatus,
  ReasonCode,
  Timeframe,
} from "./vocabulary";

export type StateChange = {
  atMs: number;
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  assetClass: AssetClass;
  status: FreshnessStatus;
  dataStatus: DataStatus;
  reason: ReasonCode;
};

export type BacktestResult = {
  fired: { atMs: number; rule: string; groupKey: string; summary: string }[];
  /** Series turning stale by wall clock: what a rule on age alone would have sent. */
  wallClockAlerts: number;
};

type SeriesState = StateChange & { troubledSinceMs: number | null };

/** How often the rules are judged. */
const STEP_MS = 15 * MINUTE_MS;
/** A board of very many series is judged less often, so that a replay takes seconds at most. */
const MOST_JUDGEMENTS = 5_000_000;

/** `changes` oldest first; those before `fromMs` only set the scene. Job and provider figures are not replayed. */
export function backtestAlerts(
  changes: readonly StateChange[],
  context: {
    fromMs: number;
    toMs: number;
    exchange: Calendar;
    thresholds: AlertThresholds;
    timing: AlertTiming;
  },
): BacktestResult {
  const { fromMs, toMs, thresholds, timing } = context;
  const board = new Map<string, SeriesState>();
  const watch = createWatch(timing);
  const result: BacktestResult = { fired: [], wallClockAlerts: 0 };
  const stepMs = stepOf(changes, toMs - fromMs);
  let next = 0;
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += stepMs) {
    for (let change = changes[next]; change && change.atMs <= nowMs; change = changes[next]) {
      if (applyToBoard(board, change) && change.atMs >= fromMs) result.wallClockAlerts += 1;
      next += 1;
    }
    const conditions = planAlertConditions(factsAt(board, nowMs, context.exchange), thresholds);
    result.fired.push(...watch(conditions, nowMs));
  }
  return result;
}

function stepOf(changes: readonly StateChange[], rangeMs: number): number {
  const series = new Set(changes.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`)).size;
  return Math.max(STEP_MS, Math.ceil((rangeMs * series) / MOST_JUDGEMENTS));
}

/** Whether the series turned stale by wall clock. */
function applyToBoard(board: Map<string, SeriesState>, change: StateChange): boolean {
  const key = `${change.symbol} ${change.timeframe}`;
  const before = board.get(key);
  const troubled = change.dataStatus === "behind" || change.dataStatus === "missing";
  const sinceMs = before?.troubledSinceMs ?? change.atMs;
  board.set(key, { ...change, troubledSinceMs: troubled ? sinceMs : null });
  return change.status === "stale" && before?.status !== "stale";
}

function factsAt(board: ReadonlyMap<string, SeriesState>, nowMs: number, exchange: Calendar) {
  const series = [...board.values()].map((row) => ({
    symbol: row.symbol,
    timeframe: row.timeframe,
    criticality: row.criticality,
    dataStatus: row.dataStatus,
    reason: row.reason,
    lagMs:
      row.troubledSinceMs === null
        ? 0
        : openMsBetween(calendarFor(exchange, row.assetClass), row.troubledSinceMs, nowMs),
  }));
  return {
    nowMs,
    unansweredMs: 0,
    finishedJobs: 0,
    failedJobs: 0,
    series,
    schedulerBeatAtMs: null,
    schedulePaused: false,
    recentRequests: { total: 0, failed: 0 },
    providerDownOpen: false,
  };
}

/** The alerts' life in memory, as the database keeps it. Returns what fires at each step. */
function createWatch(timing: AlertTiming) {
  let open: OpenAlert[] = [];
  let resolved: RecentlyResolved[] = [];
  let lastId = 0;
  return (conditions: ReturnType<typeof planAlertConditions>, nowMs: number) => {
    const { changes, notices } = planAlertChanges(
      { open, recentlyResolved: resolved, conditions, nowMs },
      timing,
    );
    for (const change of changes) {
      if (change.kind === "open") {
        lastId += 1;
        const { rule, groupKey, severity } = change.condition;
        const { state, flapCount } = change;
        const times = { pendingSinceMs: nowMs, lastSeenAtMs: nowMs, snoozedUntilMs: null };
        open.push({ id: lastId, rule, groupKey, severity, state, flapCount, ...times });
        continue;
      }
      const alert = open.find(({ id }) => id === change.id);
      if (!alert) continue;
      if (change.kind === "resolve") {
        open = open.filter((other) => other !== alert);
        resolved = [
          ...resolved.filter((other) => !isSame(other, alert)),
          { ...alert, resolvedAtMs: nowMs },
        ];
      } else {
        Object.assign(alert, {
          state: change.state,
          severity: change.condition.severity,
          lastSeenAtMs: nowMs,
        });
      }
    }
    return notices
      .filter(({ kind }) => kind === "firing")
      .map(({ rule, groupKey }) => ({
        atMs: nowMs,
        rule,
        groupKey,
        summary:
          conditions.find((condition) => isSame(condition, { rule, groupKey }))?.summary ?? rule,
      }));
  };
}

type Key = { rule: string; groupKey: string };
const isSame = (a: Key, b: Key) => a.rule === b.rule && a.groupKey === b.groupKey;
