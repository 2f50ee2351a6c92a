/** What a rule is judged on and what it says when it holds. */
import type { AlertSeverity, Criticality, DataStatus, ReasonCode, Timeframe } from "./vocabulary";

export const ALERT_RULES = [
  "no_successful_backfill",
  "failure_rate",
  "missing_share",
  "stale_share",
  "stale_series",
  "rpo_breached",
  "scheduler_silent",
  "provider_down",
] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

export const ALERT_RULE_SENTENCES: Record<AlertRule, string> = {
  no_successful_backfill: "No backfill has succeeded for too long although data was due",
  failure_rate: "Too large a share of the recent jobs failed",
  missing_share: "Too many series have no data at all",
  stale_share: "Too many of the series that are due are behind",
  stale_series: "Series are behind the market beyond their grace",
  rpo_breached: "A tier has lost more data than its recovery point objective allows",
  scheduler_silent: "The scheduler has stopped beating",
  provider_down: "The provider refuses or fails every request",
};

export type ShareThreshold = { abovePct: number; severity: AlertSeverity };

export type AlertThresholds = {
  noSuccess: { beyondMs: number; severity: AlertSeverity };
  failureRate: { abovePct: number; severity: AlertSeverity };
  missing: ShareThreshold;
  stale: ShareThreshold;
  /** Lag in market time beyond which a series that is behind is a warning, and beyond which it is critical. */
  staleWarningMs: number;
  staleCriticalMs: number;
  schedulerSilentMs: number;
  rpoMs: Record<Criticality, number>;
};

export type AlertSeries = {
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  dataStatus: DataStatus;
  reason: ReasonCode;
  /** Time in which the market was open and the series was behind; 0 when current. */
  lagMs: number;
};

export type AlertFacts = {
  nowMs: number;
  /** Market time in which some series was due and no backfill succeeded; 0 = nothing was due. */
  unansweredMs: number;
  finishedJobs: number;
  failedJobs: number;
  /** Active series only; paused ones raise nothing. */
  series: readonly AlertSeries[];
  /** Null: no scheduler has ever run. */
  schedulerBeatAtMs: number | null;
  schedulePaused: boolean;
  recentRequests: { total: number; failed: number };
  /** Whether an incident of the provider is open: it lasts until the series it hit are in order again. */
  providerDownOpen: boolean;
};

export type AlertCondition = {
  rule: AlertRule;
  groupKey: string;
  severity: AlertSeverity;
  summary: string;
  cause: ReasonCode | null;
  affectedCount: number;
  /** `SYMBOL timeframe`, worst first, 50 at most. */
  affected: string[];
};

const MINUTE_MS = 60_000;
const LISTED = 50;

export function condition(
  rule: AlertRule,
  groupKey: string,
  severity: AlertSeverity,
  rest: {
    summary: string;
    cause?: ReasonCode | null;
    series?: readonly AlertSeries[];
    affectedCount?: number;
  },
): AlertCondition {
  const worstFirst = [...(rest.series ?? [])].sort((a, b) => b.lagMs - a.lagMs);
  return {
    rule,
    groupKey,
    severity,
    summary: rest.summary,
    cause: rest.cause ?? null,
    affectedCount: rest.affectedCount ?? worstFirst.length,
    affected: worstFirst.slice(0, LISTED).map((row) => `${row.symbol} ${row.timeframe}`),
  };
}

export function groupByReason(series: readonly AlertSeries[]): Map<ReasonCode, AlertSeries[]> {
  const groups = new Map<ReasonCode, AlertSeries[]>();
  for (const row of series) {
    const group = groups.get(row.reason);
    if (group) group.push(row);
    else groups.set(row.reason, [row]);
  }
  return groups;
}

/** The reason most of the rows share, or null without rows. */
export function commonReason(series: readonly AlertSeries[]): ReasonCode | null {
  let best: ReasonCode | null = null;
  let bestCount = 0;
  for (const [reason, rows] of groupByReason(series)) {
    if (rows.length > bestCount) {
      best = reason;
      bestCount = rows.length;
    }
  }
  return best;
}

export const percent = (pct: number) => `${Math.floor(pct * 10) / 10} %`;

export function hours(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
