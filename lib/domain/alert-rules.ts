/** Which conditions hold now, grouped by cause. Facts come in market time: what is not due can raise nothing. */
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
  failure_rate: "Too large a share of the jobs of the last 24 hours failed",
  missing_share: "Too many series have no data at all",
  stale_share: "Too many of the series that are due are behind",
  stale_series: "Series are behind the market beyond their grace",
  rpo_breached: "A tier has lost more data than its recovery point objective allows",
  scheduler_silent: "The scheduler has stopped beating",
  provider_down: "The provider refuses or fails every request",
};

type ShareThreshold = { abovePct: number; severity: AlertSeverity };

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
/** Failures that come from the provider as a whole: one incident however many series they hit. */
const PROVIDER_CAUSES: ReadonlySet<ReasonCode> = new Set([
  "rate_limited",
  "provider_5xx",
  "auth_or_entitlement",
]);
const MIN_REQUESTS_FOR_DOWN = 5;

/** Every condition that holds, at most one per rule and group key. */
export function planAlertConditions(
  facts: AlertFacts,
  thresholds: AlertThresholds,
): AlertCondition[] {
  return [
    ...noSuccessfulBackfill(facts, thresholds),
    ...failureShare(facts, thresholds),
    ...missingShare(facts, thresholds),
    ...staleShare(facts, thresholds),
    ...staleSeries(facts, thresholds),
    ...rpoBreached(facts, thresholds),
    ...schedulerSilent(facts, thresholds),
    ...providerDown(facts),
  ];
}

function noSuccessfulBackfill(facts: AlertFacts, { noSuccess }: AlertThresholds): AlertCondition[] {
  if (facts.schedulePaused || facts.unansweredMs <= noSuccess.beyondMs) return [];
  return [
    condition("no_successful_backfill", "all", noSuccess.severity, {
      summary: `No successful backfill for ${hours(facts.unansweredMs)} of market time although data was due`,
      affectedCount: facts.series.length,
    }),
  ];
}

function failureShare(facts: AlertFacts, { failureRate }: AlertThresholds): AlertCondition[] {
  if (facts.finishedJobs === 0) return [];
  const pct = (facts.failedJobs * 100) / facts.finishedJobs;
  if (pct <= failureRate.abovePct) return [];
  return [
    condition("failure_rate", "all", failureRate.severity, {
      summary: `${facts.failedJobs} of ${facts.finishedJobs} recent jobs failed (${percent(pct)}, allowed ${failureRate.abovePct} %)`,
      affectedCount: facts.failedJobs,
    }),
  ];
}

function missingShare(facts: AlertFacts, thresholds: AlertThresholds): AlertCondition[] {
  const missing = facts.series.filter(({ dataStatus }) => dataStatus === "missing");
  return shareCondition(
    "missing_share",
    missing,
    facts.series.length,
    thresholds.missing,
    "have no data",
  );
}

function staleShare(facts: AlertFacts, thresholds: AlertThresholds): AlertCondition[] {
  const due = facts.series.filter(({ dataStatus }) => dataStatus !== "not_due");
  const behind = due.filter(({ dataStatus }) => dataStatus === "behind");
  return shareCondition(
    "stale_share",
    behind,
    due.length,
    thresholds.stale,
    "of those due are behind",
  );
}

function shareCondition(
  rule: AlertRule,
  hit: readonly AlertSeries[],
  total: number,
  allowed: ShareThreshold,
  words: string,
): AlertCondition[] {
  if (total === 0) return [];
  const pct = (hit.length * 100) / total;
  if (pct <= allowed.abovePct) return [];
  return [
    condition(rule, "all", allowed.severity, {
      summary: `${hit.length} of ${total} series ${words} (${percent(pct)}, allowed ${allowed.abovePct} %)`,
      series: hit,
    }),
  ];
}

/** One condition per cause, so that a provider that is down is one incident and not fifty. */
function staleSeries(facts: AlertFacts, thresholds: AlertThresholds): AlertCondition[] {
  const behind = facts.series.filter(
    ({ dataStatus, lagMs }) => dataStatus === "behind" && lagMs > thresholds.staleWarningMs,
  );
  return [...groupByReason(behind)].map(([reason, series]) => {
    const worstMs = Math.max(...series.map(({ lagMs }) => lagMs));
    const severity = worstMs > thresholds.staleCriticalMs ? "critical" : "warning";
    return condition("stale_series", reason, severity, {
      summary: `${series.length} series behind by up to ${hours(worstMs)} of market time`,
      cause: reason,
      series,
    });
  });
}

function rpoBreached(facts: AlertFacts, { rpoMs }: AlertThresholds): AlertCondition[] {
  return Object.entries(rpoMs).flatMap(([criticality, allowedMs]) => {
    const breached = facts.series.filter(
      (row) => row.criticality === criticality && row.lagMs > allowedMs,
    );
    if (breached.length === 0) return [];
    return [
      condition("rpo_breached", criticality, criticality === "critical" ? "critical" : "warning", {
        summary: `${breached.length} ${criticality} series beyond their recovery point objective of ${hours(allowedMs)}`,
        cause: commonReason(breached),
        series: breached,
      }),
    ];
  });
}

function schedulerSilent(
  facts: AlertFacts,
  { schedulerSilentMs }: AlertThresholds,
): AlertCondition[] {
  if (facts.schedulerBeatAtMs === null) return [];
  const silentMs = facts.nowMs - facts.schedulerBeatAtMs;
  if (silentMs <= schedulerSilentMs) return [];
  return [
    condition("scheduler_silent", "all", "critical", {
      summary: `The scheduler has not beaten for ${hours(silentMs)}`,
    }),
  ];
}

function providerDown({ recentRequests, series }: AlertFacts): AlertCondition[] {
  const { total, failed } = recentRequests;
  if (total < MIN_REQUESTS_FOR_DOWN || failed < total) return [];
  const hit = series.filter(({ reason }) => PROVIDER_CAUSES.has(reason));
  return [
    condition("provider_down", "all", "critical", {
      summary: `All of the last ${total} provider requests failed`,
      cause: commonReason(hit),
      series: hit,
    }),
  ];
}

function condition(
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

function groupByReason(series: readonly AlertSeries[]): Map<ReasonCode, AlertSeries[]> {
  const groups = new Map<ReasonCode, AlertSeries[]>();
  for (const row of series) {
    const group = groups.get(row.reason);
    if (group) group.push(row);
    else groups.set(row.reason, [row]);
  }
  return groups;
}

/** The reason most of the rows share, or null without rows. */
function commonReason(series: readonly AlertSeries[]): ReasonCode | null {
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

const percent = (pct: number) => `${Math.floor(pct * 10) / 10} %`;

function hours(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
