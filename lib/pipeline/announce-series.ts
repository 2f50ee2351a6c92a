/** Queues the notices of series that turned stale or recovered, in the transaction that writes their history. */
import type { Db } from "@/lib/db/connect";
import { insertNotification } from "@/lib/db/queries/notifications";
import { planSeriesNotices, type SeriesChange } from "@/lib/domain/series-notices";

/** Receivers read the rest at `/api/v1/admin/features/staleness`. */
const MOST_LISTED = 100;

export async function announceSeries(
  tx: Db,
  changes: readonly SeriesChange[],
  now: Date,
): Promise<void> {
  for (const { event, series } of planSeriesNotices(changes)) {
    const [first] = series;
    const others = series.length === 1 ? "" : ` and ${series.length - 1} other series`;
    const turned = event === "series.stale" ? "no longer fresh" : "fresh again";
    await insertNotification(tx, {
      event,
      eventId: `${event}:${now.toISOString()}`,
      payload: {
        summary: `${first?.symbol} ${first?.timeframe}${others}: ${turned}`,
        count: series.length,
        series: series.slice(0, MOST_LISTED).map((one) => ({
          symbol: one.symbol,
          timeframe: one.timeframe,
          status: one.status,
          previous_status: one.previousStatus,
          reason: one.reason,
        })),
      },
      at: now,
    });
  }
}
