/** Which series are silent for a while, and why. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowsOf, textArray } from "./run";

export type SeriesKey = { symbol: string; timeframe: string };

/** The series among these that are monitored. */
export function selectMonitored(db: Db, series: readonly SeriesKey[]): Promise<SeriesKey[]> {
  return rowsOf<SeriesKey>(
    db,
    sql`select k.symbol, k.timeframe from ${keysTable(series)}
      join tracked_symbols t on t.symbol = k.symbol and t.active and k.timeframe = any(t.timeframes)`,
  );
}

export async function upsertSnoozes(
  db: Db,
  series: readonly SeriesKey[],
  snooze: { until: Date; reason: string; by: string; now: Date },
): Promise<void> {
  await db.execute(sql`
    insert into series_snoozes (symbol, timeframe, until, reason, snoozed_by, snoozed_at)
    select k.symbol, k.timeframe, ${snooze.until.toISOString()}::timestamptz, ${snooze.reason},
      ${snooze.by}, ${snooze.now.toISOString()}::timestamptz
    from ${keysTable(series)}
    on conflict (symbol, timeframe) do update set until = excluded.until, reason = excluded.reason,
      snoozed_by = excluded.snoozed_by, snoozed_at = excluded.snoozed_at`);
}

/** Nothing happens to those that are not snoozed. */
export async function deleteSnoozes(db: Db, series: readonly SeriesKey[]): Promise<void> {
  if (series.length === 0) return;
  await db.execute(sql`
    delete from series_snoozes z using ${keysTable(series)}
    where z.symbol = k.symbol and z.timeframe = k.timeframe`);
}

function keysTable(series: readonly SeriesKey[]) {
  const symbols = textArray(series.map(({ symbol }) => symbol));
  const timeframes = textArray(series.map(({ timeframe }) => timeframe));
  return sql`(select distinct * from unnest(${symbols}::text[], ${timeframes}::text[]) as keys(symbol, timeframe)) k`;
}
