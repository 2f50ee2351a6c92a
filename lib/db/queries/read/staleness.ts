/** Counts of every monitored series by state and the worst of them, graded in one statement, however many there are. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowOf } from "@/lib/db/queries/run";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { type StoredSeries, storedSeriesColumns, storedSeriesJoins } from "./series-facts";
import {
  dataStatusCode,
  type GradingContext,
  gradeConditions,
  gradedFrom,
  RANK_UNIT,
  type SeriesFilters,
  sourceTables,
  statusCode,
  timeframeCondition,
  wantedSeries,
} from "./series-source";
import { sumCells, type TierCells, type TierCounts, unseenMatches } from "./tier-counts";

/** `status`: by the age of the computation, as external callers rank it. `market`: what is behind the market first. */
export type SeriesOrder = "status" | "market";

/** Place in the list: status, data status and criticality as codes, watermark as PostgreSQL prints it, symbol, timeframe. */
export type SeriesPosition = readonly [number, number, number, string, string, Timeframe];

export type RankedSeries = StoredSeries & { position: SeriesPosition };

export type SeriesPage = { limit: number; order: SeriesOrder; after?: SeriesPosition | null };

/** Counts by criticality of everything that matches. */
export async function selectTierCounts(
  db: Db,
  context: GradingContext,
  filters: SeriesFilters = {},
): Promise<TierCounts[]> {
  const row = await rowOf<TierCells>(
    db,
    sql`with ${gradedTables(context, filters)} select ${cellsJson}, ${wantedJson(filters)}`,
  );
  return row ? sumCells(row, filters) : [];
}

/** The same counts with the worst rows, in one round trip. */
export async function selectStaleness(
  db: Db,
  context: GradingContext,
  filters: SeriesFilters,
  page: SeriesPage,
): Promise<{ tiers: TierCounts[]; rows: RankedSeries[] }> {
  const row = await rowOf<TierCells & { rows: RankedSeries[] }>(
    db,
    sql`with ${gradedTables(context, filters)}, ${pageTable(filters, page)}
      select ${cellsJson}, ${wantedJson(filters)},
        (select coalesce(json_agg(listed order by listed.place), '[]'::json) from (
          select w.place, ${storedSeriesColumns}, json_build_array(w.status, w.data, w.rank,
            w.at::text, w.symbol, w.timeframe) as position
          from page w join tracked_symbols t on t.symbol = w.symbol
          ${storedSeriesJoins}
        ) listed) as rows`,
  );
  return row ? { tiers: sumCells(row, filters), rows: row.rows } : { tiers: [], rows: [] };
}

const rankUnit = sql.raw(String(RANK_UNIT));

/** CTE `graded`: one narrow row per series that has a freshness row. */
function gradedTables(context: GradingContext, filters: SeriesFilters): SQL {
  return sql`${sourceTables(context.rules, filters)},
    graded as (
      select f.symbol, f.timeframe, f.tier_code, f.tier_code / ${rankUnit} as rank,
        ${statusCode(context)} as status,
        ${dataStatusCode()} as data, f.last_computed_at as computed, f.stored_through as stored
      from ${gradedFrom(filters)}
    )`;
}

/** Grouped by one number, the codes are worked out once a row and nothing is sorted. */
const cellsJson = sql`(select coalesce(json_agg(cell), '[]'::json) from (
    select code / ${rankUnit} as rank, code / 10 % 10 as status, code % 10 as data, series from (
      select code, count(*)::int as series
      from (select tier_code + status * 10 + data as code from graded offset 0) coded
      group by code
    ) grouped
  ) cell) as cells`;

function wantedJson(filters: SeriesFilters): SQL {
  return sql`(select coalesce(json_agg(tier), '[]'::json) from (
    select rank, sum(symbols * ${wantedSeries(filters)})::int as series
    from (select rank, timeframe_bits, count(*) as symbols from wanted group by 1, 2) alike
    group by 1
  ) tier) as wanted`;
}

/** CTE `page`. Series without a freshness row are looked for only when the counts say that there are any. */
function pageTable(filters: SeriesFilters, page: SeriesPage): SQL {
  const at = sql.raw(page.order === "status" ? "computed" : "stored");
  const keys = sql.raw(ORDERS[page.order]);
  return sql`worst as (
    select * from (
      select symbol, timeframe, status, data, rank, coalesce(${at}, '-infinity') as at
      from graded where ${gradeConditions(filters)}
      union all
      select w.symbol, tf.timeframe, 1, 2, w.rank, '-infinity'
      from wanted w cross join lateral unnest(w.timeframes) as tf(timeframe)
      where ${sql.raw(String(unseenMatches(filters)))} ${timeframeCondition("tf.timeframe", filters)}
        and (select sum(${wantedSeries(filters)}) from wanted)
          > (select count(*) from graded)
        and not exists (
          select from feature_freshness f where f.symbol = w.symbol and f.timeframe = tf.timeframe)
    ) listed
    where ${afterPosition(page)}
    order by ${keys} limit ${page.limit}
  ), page as (select *, row_number() over (order by ${keys}) as place from worst)`;
}

const ORDERS: Record<SeriesOrder, string> = {
  status: "status, data, rank, at, symbol, timeframe",
  market: "data, rank, status, at, symbol, timeframe",
};

function afterPosition({ order, after }: SeriesPage): SQL {
  if (!after) return sql`true`;
  const [status, data, rank, at, symbol, timeframe] = after;
  const [first, second, third] = order === "status" ? [status, data, rank] : [data, rank, status];
  return sql`(${sql.raw(ORDERS[order])}) >
    (${first}::int, ${second}::int, ${third}::int, ${at}::timestamptz, ${symbol}, ${timeframe})`;
}
