/** Stretches of time in which series were behind the market or without data, from the append-only history. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";
import type { AssetClass, Criticality, ReasonCode, Timeframe } from "@/lib/domain/vocabulary";

export type FaultSpan = {
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  assetClass: AssetClass;
  reason: ReasonCode;
  /** When it began, also where that was before `since`. */
  fromMs: number;
  /** Null: it goes on. */
  toMs: number | null;
};

const FAULTS = sql.raw("('behind', 'missing')");
/** More than this at once is one fault; its size is known from the counts. */
const MOST_SPANS = 20_000;

/** Spans of active symbols that reach into the time after `since`; a series never backfilled has lost nothing. */
export function selectFaultSpans(db: Db, since: Date): Promise<FaultSpan[]> {
  const start = sql`${since.toISOString()}::timestamptz`;
  const begunBefore = (alias: string) => sql`(
    select max(h.changed_at) from freshness_history h
    where h.symbol = ${sql.raw(alias)}.symbol and h.timeframe = ${sql.raw(alias)}.timeframe
      and h.changed_at <= ${start} and h.previous_data_status is distinct from h.data_status)`;
  return rowsOf<FaultSpan>(
    db,
    sql`with recent as materialized (
        select symbol, timeframe, changed_at, data_status, previous_data_status, reason,
          lead(changed_at) over series as until, lag(id) over series as earlier
        from freshness_history where changed_at > ${start}
        window series as (partition by symbol, timeframe order by changed_at, id)
      ), spans as (
        select symbol, timeframe, reason, changed_at as from_at, until as to_at
        from recent where data_status in ${FAULTS}
        union all
        select symbol, timeframe, reason, ${begunBefore("recent")}, changed_at
        from recent where earlier is null and previous_data_status in ${FAULTS}
        union all
        select f.symbol, f.timeframe, f.reason, ${begunBefore("f")}, null
        from feature_freshness f where f.data_status in ${FAULTS} and not exists (
          select from recent where recent.symbol = f.symbol and recent.timeframe = f.timeframe)
      )
      select spans.symbol, spans.timeframe, t.criticality, t.asset_class as "assetClass",
        coalesce(spans.reason, 'unknown') as reason,
        ${msOf(sql`coalesce(spans.from_at, ${start})`)} as "fromMs", ${msOf("spans.to_at")} as "toMs"
      from spans join tracked_symbols t on t.symbol = spans.symbol
        and t.active and spans.timeframe = any(t.timeframes)
      where spans.reason is distinct from 'never_backfilled'
      order by spans.from_at limit ${MOST_SPANS}`,
  );
}
