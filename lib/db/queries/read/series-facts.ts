/** What is stored about a series, everything a grade and a reason are made from. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";
import type { AssetClass, Criticality, Timeframe } from "@/lib/domain/vocabulary";
import {
  baseTimeframeOf,
  type SeriesFilters,
  symbolConditions,
  timeframeCondition,
} from "./series-source";

/** Instants as ms since 1970, so that eighty thousand rows stay cheap. */
export type StoredSeries = {
  symbol: string;
  name: string | null;
  timeframe: Timeframe;
  assetClass: AssetClass;
  criticality: Criticality;
  active: boolean;
  trackedSinceMs: number;
  pausedUntilMs: number | null;
  pausedReason: string | null;
  lastComputedMs: number | null;
  dataPointCount: number;
  storedThroughMs: number | null;
  firstOpenedMs: number | null;
  answeredThroughMs: number | null;
  lastAttemptMs: number | null;
  lastErrorCode: string | null;
  lastErrorMessage: string | null;
  openJobStatus: "pending" | "in_progress" | null;
  openJobSinceMs: number | null;
  /** Null: not snoozed; the moment may be past. */
  snoozedUntilMs: number | null;
  snoozeReason: string | null;
  snoozedBy: string | null;
};

/** Select list of `StoredSeries` over `t`, `w` (timeframe), `f`, `b`, `o` (open jobs) and `z` (snoozes). */
export const storedSeriesColumns: SQL = sql`
  t.symbol, t.name, w.timeframe, t.asset_class as "assetClass", t.criticality, t.active,
  ${msOf("t.created_at")} as "trackedSinceMs",
  ${msOf("t.paused_until")} as "pausedUntilMs", t.paused_reason as "pausedReason",
  ${msOf("f.last_computed_at")} as "lastComputedMs",
  coalesce(f.data_point_count, 0) as "dataPointCount",
  ${msOf("f.stored_through")} as "storedThroughMs", ${msOf("f.first_opened_at")} as "firstOpenedMs",
  ${msOf("b.answered_through")} as "answeredThroughMs",
  ${msOf("f.last_attempt_at")} as "lastAttemptMs",
  f.last_error_code as "lastErrorCode", f.last_error_message as "lastErrorMessage",
  o.status as "openJobStatus", ${msOf("o.since")} as "openJobSinceMs",
  ${msOf("z.until")} as "snoozedUntilMs", z.reason as "snoozeReason", z.snoozed_by as "snoozedBy"`;

/** Joins of the facts to `t` and `w`. A series' open job is the one at work, else the one that waits longest. */
export const storedSeriesJoins: SQL = sql`
  left join feature_freshness f on f.symbol = t.symbol and f.timeframe = w.timeframe
  left join base_streams b on b.symbol = t.symbol and b.timeframe = ${baseTimeframeOf("w.timeframe")}
  left join (
    select distinct on (symbol, timeframe) symbol, timeframe, status,
      coalesce(started_at, queued_at) as since
    from symbol_computation_status where status in ('pending', 'in_progress')
    order by symbol, timeframe, status, queued_at
  ) o on o.symbol = t.symbol and o.timeframe = w.timeframe
  left join series_snoozes z on z.symbol = t.symbol and z.timeframe = w.timeframe`;

/** Facts of every series the filters on symbols and timeframes leave, symbol by symbol. */
export function selectStoredSeries(
  db: Db,
  filters: Pick<SeriesFilters, "timeframe" | "assetClass" | "criticality" | "prefix">,
): Promise<StoredSeries[]> {
  return rowsOf<StoredSeries>(
    db,
    sql`select ${storedSeriesColumns}
      from tracked_symbols t cross join lateral unnest(t.timeframes) as w(timeframe)
      ${storedSeriesJoins}
      where ${symbolConditions(filters)} ${timeframeCondition("w.timeframe", filters)}
      order by t.symbol`,
  );
}

/** Facts of one symbol's series, active or not, in the order of its timeframes. */
export function selectStoredSeriesOfSymbol(db: Db, symbol: string): Promise<StoredSeries[]> {
  return rowsOf<StoredSeries>(
    db,
    sql`select ${storedSeriesColumns}
      from tracked_symbols t
      cross join lateral unnest(t.timeframes) with ordinality as w(timeframe, position)
      ${storedSeriesJoins}
      where t.symbol = ${symbol} order by w.position`,
  );
}

/** Facts of the monitored series that are snoozed at this moment; few, so that every page can ask. */
export function selectSnoozedSeries(db: Db, now: Date): Promise<StoredSeries[]> {
  return rowsOf<StoredSeries>(
    db,
    sql`select ${storedSeriesColumns}
      from series_snoozes snoozed
      join tracked_symbols t on t.symbol = snoozed.symbol and t.active
      cross join lateral (select snoozed.timeframe) as w(timeframe)
      ${storedSeriesJoins}
      where snoozed.until > ${now.toISOString()}::timestamptz and w.timeframe = any(t.timeframes)
      order by t.symbol`,
  );
}
