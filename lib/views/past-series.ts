/** The board as it was: states from the history, watermarks only where the state says that they had not moved since. */
import type { PastSeries } from "@/lib/db/queries/read/past-series";
import type { SeriesRow } from "./series-row";

export function toPastRow(past: PastSeries, at: Date): SeriesRow {
  const status = past.status === null || past.status === "unknown" ? "missing" : past.status;
  // A series that is not fresh has not been computed since it became so; a fresh one may have been, many times.
  const computedMs = status === "fresh" ? null : past.lastComputedMs;
  const isBehind = past.dataStatus === "behind";
  return {
    symbol: past.symbol,
    timeframe: past.timeframe,
    last_computed_at: computedMs === null ? null : new Date(computedMs).toISOString(),
    staleness_seconds: computedMs === null ? null : secondsBetween(computedMs, at),
    status,
    data_point_count: past.dataPointCount ?? 0,
    asset_class: past.assetClass,
    criticality: past.criticality,
    expected_through: instantOf(past.expectedThroughMs),
    stored_through: instantOf(past.storedThroughMs),
    bars_behind: isBehind ? past.barsBehind : null,
    data_status: past.dataStatus ?? "missing",
    reason: past.reason ?? "unknown",
    goes_stale_at: null,
    next_due_at: null,
    last_error: null,
    snoozed_until: null,
    snooze_reason: null,
  };
}

function secondsBetween(fromMs: number, at: Date): number {
  return Math.max(0, Math.floor((at.getTime() - fromMs) / 1000));
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
