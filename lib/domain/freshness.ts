/** How fresh a series is, by the wall clock as external callers know it. Derived at read time, never stored as truth. */
import type { FreshnessStatus } from "./vocabulary";

/** Age below `freshMs` is fresh, below `agingMs` aging, from there on stale. */
export type FreshnessThresholds = { freshMs: number; agingMs: number };

export const DEFAULT_THRESHOLDS: FreshnessThresholds = { freshMs: 3_600_000, agingMs: 21_600_000 };

/** Missing without data points or without a computation; a time in the future counts as age 0. */
export function gradeFreshness(
  lastComputedAt: Date | null,
  dataPointCount: number,
  now: Date,
  thresholds: FreshnessThresholds = DEFAULT_THRESHOLDS,
): Exclude<FreshnessStatus, "unknown"> {
  if (lastComputedAt === null || dataPointCount <= 0) return "missing";
  const ageMs = stalenessMs(lastComputedAt, now);
  if (ageMs < thresholds.freshMs) return "fresh";
  return ageMs < thresholds.agingMs ? "aging" : "stale";
}

/** Age of the newest computation; 0 when a skewed clock puts it into the future. */
export function stalenessMs(lastComputedAt: Date, now: Date): number {
  return Math.max(0, now.getTime() - lastComputedAt.getTime());
}
