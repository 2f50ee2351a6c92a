/** Which conditions hold now, grouped by cause. Facts come in market time: what is not due can raise nothing. */
import {
  type AlertCondition,
  type AlertFacts,
  type AlertThresholds,
  commonReason,
  condition,
  hours,
  percent,
} from "./alert-condition";
import { planSeriesConditions } from "./alert-series-rules";
import type { ReasonCode } from "./vocabulary";

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
  const down = providerDown(facts);
  const rest = [
    ...noSuccessfulBackfill(facts, thresholds),
    ...failureShare(facts, thresholds),
    ...planSeriesConditions(facts, thresholds),
  ].filter((condition) => down.length === 0 || !followsFromProvider(condition));
  return [...rest, ...schedulerSilent(facts, thresholds), ...down];
}

/** Nothing succeeds and jobs fail while the provider is down; series say themselves what holds them up. */
function followsFromProvider({ rule, cause }: AlertCondition): boolean {
  if (rule === "no_successful_backfill" || rule === "failure_rate") return true;
  return cause !== null && PROVIDER_CAUSES.has(cause);
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

function providerDown({ recentRequests, series, providerDownOpen }: AlertFacts): AlertCondition[] {
  const { total, failed } = recentRequests;
  const hit = series.filter(({ reason }) => PROVIDER_CAUSES.has(reason));
  const isDown = total >= MIN_REQUESTS_FOR_DOWN && failed === total;
  if (!isDown && !(providerDownOpen && hit.length > 0)) return [];
  const summary = isDown
    ? `All of the last ${total} provider requests failed`
    : `${hit.length} series are still held up since the provider failed`;
  return [
    condition("provider_down", "all", "critical", {
      summary,
      cause: commonReason(hit),
      series: hit,
    }),
  ];
}
