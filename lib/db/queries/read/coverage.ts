/** Bars stored per symbol and day, from the per-day counts: no bar is touched. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowOf, rowsOf, textArray } from "@/lib/db/queries/run";
import type { AssetClass, BaseTimeframe, Criticality, GapStatus } from "@/lib/domain/vocabulary";

export type CoverageFilters = {
  timeframe: BaseTimeframe;
  /** Both inclusive. */
  fromDay: string;
  toDay: string;
  /** Exactly this symbol, tracked still or not. */
  symbol?: string | undefined;
  /** Among the active ones. */
  symbols?: readonly string[] | undefined;
  prefix?: string | undefined;
  criticality?: readonly Criticality[] | undefined;
  assetClass?: readonly AssetClass[] | undefined;
};

/** What was stored of one base stream, day by day; the lists belong together by position. */
export type StreamCoverage = {
  symbol: string;
  assetClass: AssetClass;
  criticality: Criticality;
  /** Days since `fromDay` that have bars, ascending. */
  storedDays: number[];
  storedBars: number[];
  gapDays: number[];
  gapStatuses: GapStatus[];
  /** How often each gap was asked for again, when last (null: never), and what was stored of its day then. */
  gapAsked: number[];
  gapAskedMs: (number | null)[];
  gapBars: number[];
  answeredThroughMs: number | null;
  storedFromMs: number | null;
  planEarliestMs: number | null;
};

/** A day at or before the first one that any stream of a timeframe has bars of; null without any. */
export async function selectFirstCoveredDay(
  db: Db,
  timeframe: BaseTimeframe,
): Promise<string | null> {
  const row = await rowOf<{ day: string | null }>(
    db,
    sql`select (min(stored_from) - interval '1 day')::date::text as day from base_streams where timeframe = ${timeframe}`,
  );
  return row?.day ?? null;
}

/** Active symbols after a given one, in symbol order; or the one that is named. */
export function selectCoverage(
  db: Db,
  filters: CoverageFilters,
  page: { limit: number; after?: string | null },
): Promise<StreamCoverage[]> {
  const { timeframe, fromDay, toDay, symbol, symbols, prefix, criticality, assetClass } = filters;
  const inRange = sql`symbol = t.symbol and timeframe = ${timeframe}
    and day between ${fromDay}::date and ${toDay}::date`;
  return rowsOf<StreamCoverage>(
    db,
    sql`select t.symbol, t.asset_class as "assetClass", t.criticality,
        coalesce(c.days, '{}') as "storedDays", coalesce(c.bars, '{}') as "storedBars",
        coalesce(g.days, '{}') as "gapDays", coalesce(g.statuses, '{}') as "gapStatuses",
        coalesce(g.asked, '{}') as "gapAsked", coalesce(g.asked_ms, '{}') as "gapAskedMs",
        coalesce(g.bars, '{}') as "gapBars", ${msOf("b.answered_through")} as "answeredThroughMs",
        ${msOf("b.stored_from")} as "storedFromMs", ${msOf("b.plan_earliest")} as "planEarliestMs"
      from (
        select symbol, asset_class, criticality from tracked_symbols
        where ${symbol === undefined ? sql`active` : sql`symbol = ${symbol}`}
          ${symbols ? sql`and symbol = any(${textArray(symbols)}::text[])` : sql``}
          ${prefix === undefined ? sql`` : sql`and starts_with(symbol, upper(${prefix}))`}
          ${criticality ? sql`and criticality = any(${textArray(criticality)}::text[])` : sql``}
          ${assetClass ? sql`and asset_class = any(${textArray(assetClass)}::text[])` : sql``}
          ${page.after ? sql`and symbol > ${page.after}` : sql``}
        order by symbol limit ${page.limit}
      ) t
      left join base_streams b on b.symbol = t.symbol and b.timeframe = ${timeframe}
      left join lateral (
        select array_agg(day - ${fromDay}::date order by day) as days,
          array_agg(bar_count order by day) as bars
        from coverage_days where ${inRange}
      ) c on true
      left join lateral (
        select array_agg(day - ${fromDay}::date order by day) as days,
          array_agg(status::text order by day) as statuses, array_agg(asked_count order by day) as asked,
          array_agg(${msOf("last_asked_at")} order by day) as asked_ms, array_agg(stored_bars order by day) as bars
        from coverage_gaps where ${inRange}
      ) g on true
      order by t.symbol`,
  );
}

export type GapFacts = { askedCount: number; lastAskedMs: number | null };

/** How often the vendor was asked for a day that had no bars; null for a day that was never a gap. */
export function selectGap(
  db: Db,
  { symbol, timeframe, day }: { symbol: string; timeframe: BaseTimeframe; day: string },
): Promise<GapFacts | null> {
  return rowOf<GapFacts>(
    db,
    sql`select asked_count as "askedCount", ${msOf("last_asked_at")} as "lastAskedMs"
      from coverage_gaps
      where symbol = ${symbol} and timeframe = ${timeframe} and day = ${day}::date`,
  );
}

/** Starts of the minutes stored in [fromMs, toMs), ascending. */
export async function selectMinuteStarts(
  db: Db,
  { symbol, fromMs, toMs }: { symbol: string; fromMs: number; toMs: number },
): Promise<number[]> {
  const rows = await rowsOf<{ t: number }>(
    db,
    sql`select ${msOf("opened_at")} as t from candles
      where series_id = (select id from series where symbol = ${symbol} and timeframe = '1m')
        and opened_at >= to_timestamp(${fromMs / 1000}::float8)
        and opened_at < to_timestamp(${toMs / 1000}::float8)
      order by opened_at`,
  );
  return rows.map((row) => row.t);
}
