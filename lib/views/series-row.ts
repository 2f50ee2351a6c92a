/** A graded series as lists and the symbol page show it. */
import type { z } from "zod";
import type { seriesRow } from "@/lib/contract/common";
import { isSnoozedAt } from "@/lib/domain/snooze";
import type { GradedSeries } from "./series-grading";
import { toInstantOrNull } from "./wire";

export type SeriesRow = z.output<typeof seriesRow>;

export function toSeriesRow(
  { row, status, stalenessSeconds, data, reason }: GradedSeries,
  now: Date,
): SeriesRow {
  const isSnoozed = isSnoozedAt(row, now);
  return {
    symbol: row.symbol,
    timeframe: row.timeframe,
    last_computed_at:
      row.lastComputedMs === null ? null : new Date(row.lastComputedMs).toISOString(),
    staleness_seconds: stalenessSeconds,
    status,
    data_point_count: row.dataPointCount,
    asset_class: row.assetClass,
    criticality: row.criticality,
    expected_through: toInstantOrNull(data.expectedThrough),
    stored_through: toInstantOrNull(data.storedThrough),
    bars_behind: data.barsBehind,
    data_status: data.status,
    reason,
    goes_stale_at: toInstantOrNull(data.goesStaleAt),
    next_due_at: toInstantOrNull(data.dueAt),
    last_error: row.lastErrorMessage,
    snoozed_until: isSnoozed ? toInstantOrNull(new Date(row.snoozedUntilMs ?? 0)) : null,
    snooze_reason: isSnoozed ? row.snoozeReason : null,
  };
}
