/** Rules on the board of series: shares that are too large, series and tiers beyond what they may lose. */
import {
  type AlertCondition,
  type AlertFacts,
  type AlertRule,
  type AlertSeries,
  type AlertThresholds,
  commonReason,
  condition,
  groupByReason,
  hours,
  percent,
  type ShareThreshold,
} from "./alert-condition";
import type { ReasonCode } from "./vocabulary";

/** A first fetch that waits its turn or runs is no finding; a queue that stands still is one of other rules. */
const UNDER_WAY: ReadonlySet<ReasonCode> = new Set(["queued_throttled", "run_in_progress"]);

/** The conditions that the states of the series alone decide; paused series are left out beforehand. */
export function planSeriesConditions(
  facts: Pick<AlertFacts, "series">,
  thresholds: AlertThresholds,
): AlertCondition[] {
  return [
    ...missingShare(facts, thresholds),
    ...staleShare(facts, thresholds),
    ...staleSeries(facts, thresholds),
    ...rpoBreached(facts, thresholds),
  ];
}

function missingShare(
  facts: Pick<AlertFacts, "series">,
  thresholds: AlertThresholds,
): AlertCondition[] {
  const missing = facts.series.filter(
    ({ dataStatus, reason }) => dataStatus === "missing" && !UNDER_WAY.has(reason),
  );
  return shareCondition(
    "missing_share",
    missing,
    facts.series.length,
    thresholds.missing,
    "have no data",
  );
}

function staleShare(
  facts: Pick<AlertFacts, "series">,
  thresholds: AlertThresholds,
): AlertCondition[] {
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
      cause: commonReason(hit),
      series: hit,
    }),
  ];
}

/** One condition per cause, so that a provider that is down is one incident and not fifty. */
function staleSeries(
  facts: Pick<AlertFacts, "series">,
  thresholds: AlertThresholds,
): AlertCondition[] {
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

function rpoBreached(
  facts: Pick<AlertFacts, "series">,
  { rpoMs }: AlertThresholds,
): AlertCondition[] {
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
