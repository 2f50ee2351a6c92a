/** When the crons of the policy fire next. */
import { Cron } from "croner";
import type { Policy } from "@/lib/config/policy";
import { CRITICALITIES, type Criticality } from "@/lib/domain/vocabulary";

export type ScheduledRun = {
  key: "daily" | Criticality;
  label: string;
  /** Five fields, UTC. */
  cron: string;
  /** Null: every symbol. */
  criticality: Criticality | null;
};

const LABELS: Record<Criticality, string> = {
  critical: "Critical symbols",
  standard: "Standard symbols",
  low_priority: "Low-priority symbols",
};

/** Every cron of the product; a tier that only repeats the daily run is not listed twice. */
export function listSchedules(policy: Policy): ScheduledRun[] {
  const daily = policy.schedulerRecovery.dailySchedule;
  const tiers = CRITICALITIES.map(
    (criticality): ScheduledRun => ({
      key: criticality,
      label: LABELS[criticality],
      cron: policy.rpoBySymbolCriticality[criticality].schedule,
      criticality,
    }),
  );
  return [
    { key: "daily", label: "Full backfill", cron: daily, criticality: null },
    ...tiers.filter(({ cron }) => cron !== daily),
  ];
}

const parsed = new Map<string, Cron>();

/** The next `count` fire times after an instant, soonest first. */
export function nextFireTimes(cron: string, after: Date, count: number): Date[] {
  const known = parsed.get(cron) ?? new Cron(cron, { timezone: "UTC", paused: true });
  parsed.set(cron, known);
  return known.nextRuns(count, after);
}

/** Fire times strictly between two instants, counted up to a bound that nobody reads beyond. */
export function timesBetween(cron: string, afterMs: number, beforeMs: number): number {
  return nextFireTimes(cron, new Date(afterMs), MOST_COUNTED).filter(
    (at) => at.getTime() < beforeMs,
  ).length;
}
const MOST_COUNTED = 1_000;

/** When a symbol of this criticality is fetched next by schedule; of all of them when left out. */
export function nextRunAt(policy: Policy, now: Date, criticality?: Criticality): Date | null {
  const times = listSchedules(policy)
    .filter((run) => !criticality || run.criticality === null || run.criticality === criticality)
    .flatMap(({ cron }) => nextFireTimes(cron, now, 1).map((at) => at.getTime()));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
