/** State changes of series, as the append-only history keeps them. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf, textArray } from "@/lib/db/queries/run";
import type {
  Criticality,
  DataStatus,
  FreshnessStatus,
  ReasonCode,
  Timeframe,
} from "@/lib/domain/vocabulary";

export type HistoryFilters = {
  symbol?: string | undefined;
  timeframe?: readonly Timeframe[] | undefined;
  criticality?: readonly Criticality[] | undefined;
  from: Date;
  to: Date;
};

export type StateChange = {
  symbol: string;
  timeframe: Timeframe;
  changedMs: number;
  status: FreshnessStatus;
  dataStatus: DataStatus;
  reason: ReasonCode;
};

/** The state each series was in at `from` and every change until `to`, series by series, in order of time. */
export function selectStateChanges(
  db: Db,
  filters: HistoryFilters,
  limit: number,
): Promise<StateChange[]> {
  const { symbol, timeframe, criticality } = filters;
  const from = sql`${filters.from.toISOString()}::timestamptz`;
  const to = sql`${filters.to.toISOString()}::timestamptz`;
  return rowsOf<StateChange>(
    db,
    sql`with wanted as (
        select t.symbol, w.timeframe from tracked_symbols t, unnest(t.timeframes) as w(timeframe)
        where true
          ${symbol === undefined ? sql`` : sql`and t.symbol = ${symbol}`}
          ${timeframe ? sql`and w.timeframe = any(${textArray(timeframe)}::text[])` : sql``}
          ${criticality ? sql`and t.criticality = any(${textArray(criticality)}::text[])` : sql``}
      )
      select wanted.symbol, wanted.timeframe, ${msOf("h.changed_at")} as "changedMs", h.status,
        h.data_status as "dataStatus", h.reason
      from wanted cross join lateral (
        (select * from freshness_history h
          where h.symbol = wanted.symbol and h.timeframe = wanted.timeframe and h.changed_at <= ${from}
          order by h.changed_at desc, h.id desc limit 1)
        union all
        select * from freshness_history h
          where h.symbol = wanted.symbol and h.timeframe = wanted.timeframe
            and h.changed_at > ${from} and h.changed_at < ${to}
      ) h
      order by wanted.symbol, wanted.timeframe, h.changed_at, h.id
      limit ${limit}`,
  );
}
