/** Each tier on the health page: its counts, its recovery point objective, and how fast its budget burns. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { FaultSpan } from "@/lib/db/queries/read/fault-spans";
import type { RpoMinutes, WatermarkGroup } from "@/lib/db/queries/read/overview";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";
import { calendarFor } from "@/lib/domain/calendar";
import type { DataGrade } from "@/lib/domain/data-status";
import { openMsBetween } from "@/lib/domain/market-time";
import { RPO_OBJECTIVE, RPO_WINDOW_DAYS, rpoBudgetRemaining } from "@/lib/domain/rpo-budget";
import { CRITICALITIES, type Criticality } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";

type Tier = z.output<(typeof ENDPOINTS.overview)["response"]>["tiers"][number];
export type GradedGroup = { group: WatermarkGroup; data: DataGrade };
type Deps = Pick<ViewDeps, "now" | "exchange" | "policy">;

export type TierFacts = {
  counts: readonly TierCounts[];
  groups: readonly GradedGroup[];
  spans: readonly FaultSpan[];
  rpo: readonly RpoMinutes[];
};

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function toTiers(deps: Deps, facts: TierFacts): Tier[] {
  return CRITICALITIES.map((criticality) => {
    const counts = facts.counts.find((tier) => tier.criticality === criticality);
    const spans = facts.spans.filter((span) => span.criticality === criticality);
    const total = counts?.total ?? 0;
    const minutes = facts.rpo.find((tier) => tier.criticality === criticality);
    const left = minutes ? rpoBudgetRemaining(minutes.watched, minutes.breached) : null;
    const burnDay = burnRate(deps, { spans, series: total, windowMs: DAY_MS });
    return {
      criticality,
      total,
      fresh: counts?.fresh ?? 0,
      aging: counts?.aging ?? 0,
      stale: counts?.stale ?? 0,
      missing: counts?.missing ?? 0,
      current: counts?.current ?? 0,
      behind: counts?.behind ?? 0,
      not_due: counts?.notDue ?? 0,
      data_missing: counts?.dataMissing ?? 0,
      rpo_target_seconds: deps.policy.rpoBySymbolCriticality[criticality].rpoMs / 1000,
      worst_lag_seconds: worstLag(deps, facts.groups, criticality),
      budget_left_pct: left === null ? null : Math.round(left * 1000) / 10,
      burn_1h: burnRate(deps, { spans, series: total, windowMs: HOUR_MS }),
      burn_24h: burnDay,
      exhausted_in_seconds: exhaustedIn(left, burnDay),
    };
  });
}

/** Open market time since the first bar that is missing was due; 0 when none is, null without any series. */
function worstLag(
  { now, exchange }: Deps,
  groups: readonly GradedGroup[],
  criticality: Criticality,
): number | null {
  const lags = groups
    .filter(({ group }) => group.criticality === criticality)
    .map(({ group, data }) =>
      lagMs({ now, exchange }, { ...group, dueAt: data.barsBehind === 0 ? null : data.dueAt }),
    );
  return lags.length === 0 ? null : Math.round(Math.max(...lags) / 1000);
}

function lagMs(
  { now, exchange }: Pick<ViewDeps, "now" | "exchange">,
  series: { assetClass: WatermarkGroup["assetClass"]; dueAt: Date | null },
): number {
  if (series.dueAt === null) return 0;
  const calendar = calendarFor(exchange, series.assetClass);
  return openMsBetween(calendar, series.dueAt.getTime(), now.getTime());
}

/** 1 = the budget would last exactly its window; null when nothing was watched. */
function burnRate(
  deps: Deps,
  input: { spans: readonly FaultSpan[]; series: number; windowMs: number },
): number | null {
  if (input.series === 0) return null;
  const fromMs = deps.now.getTime() - input.windowMs;
  const breachedMs = input.spans.reduce((sum, span) => sum + breachMs(deps, span, fromMs), 0);
  const share = breachedMs / (input.series * input.windowMs);
  return Math.round((share / (1 - RPO_OBJECTIVE)) * 100) / 100;
}

/** The part of a span after `fromMs` in which more market time was lost than the objective allows. */
function breachMs({ now, exchange, policy }: Deps, span: FaultSpan, fromMs: number): number {
  const { criticality, assetClass } = span;
  const calendar = calendarFor(exchange, assetClass);
  const { graceMs } = policy.stalenessThresholds;
  const allowedMs = policy.rpoBySymbolCriticality[criticality].rpoMs - graceMs[criticality];
  const toMs = span.toMs ?? now.getTime();
  const lostMs = openMsBetween(calendar, span.fromMs, toMs);
  const insideMs = openMsBetween(calendar, Math.max(span.fromMs, fromMs), toMs);
  return Math.max(0, Math.min(insideMs, lostMs - Math.max(0, allowedMs)));
}

/** At the pace of the last day; null when it does not run out. */
function exhaustedIn(left: number | null, burnDay: number | null): number | null {
  if (left === null || burnDay === null || burnDay <= 0) return null;
  if (left <= 0) return 0;
  return Math.round((left * RPO_WINDOW_DAYS * 86_400) / burnDay);
}
