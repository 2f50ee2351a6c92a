/** Every monitored series in the state it was in at an earlier moment, from the append-only history. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";
import type {
  AssetClass,
  Criticality,
  DataStatus,
  FreshnessStatus,
  ReasonCode,
  Timeframe,
} from "@/lib/domain/vocabulary";
import { type SeriesFilters, symbolConditions, timeframeCondition } from "./series-source";

export type PastSeries = {
  symbol: string;
  name: string | null;
  timeframe: Timeframe;
  assetClass: AssetClass;
  criticality: Criticality;
  /** Null: the history does not reach back that far. */
  status: FreshnessStatus | null;
  dataStatus: DataStatus | null;
  reason: ReasonCode | null;
  lastComputedMs: number | null;
  storedThroughMs: number | null;
  expectedThroughMs: number | null;
  barsBehind: number | null;
  dataPointCount: number | null;
};

/** Watermarks are those of the change into that state; symbols not tracked yet are left out. */
export function selectPastSeries(
  db: Db,
  filters: Pick<SeriesFilters, "timeframe" | "assetClass" | "criticality" | "prefix">,
  at: Date,
): Promise<PastSeries[]> {
  const moment = sql`${at.toISOString()}::timestamptz`;
  return rowsOf<PastSeries>(
    db,
    sql`select t.symbol, t.name, w.timeframe, t.asset_class as "assetClass", t.criticality,
        h.status, h.data_status as "dataStatus", h.reason,
        ${msOf("h.last_computed_at")} as "lastComputedMs",
        ${msOf("h.stored_through")} as "storedThroughMs",
        ${msOf("h.expected_through")} as "expectedThroughMs",
        h.bars_behind as "barsBehind", h.data_point_count as "dataPointCount"
      from tracked_symbols t cross join lateral unnest(t.timeframes) as w(timeframe)
      left join lateral (
        select * from freshness_history h
        where h.symbol = t.symbol and h.timeframe = w.timeframe and h.changed_at <= ${moment}
        order by h.changed_at desc, h.id desc limit 1
      ) h on true
      where ${symbolConditions(filters)} ${timeframeCondition("w.timeframe", filters)}
        and t.created_at <= ${moment}
      order by t.symbol`,
  );
}
