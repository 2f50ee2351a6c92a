/** Counts of every monitored series by state and the worst of them, graded in one statement, however many there are. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowOf } from "@/lib/db/queries/run";
import type { Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { type StoredSeries, storedSeriesColumns, storedSeriesJoins } from "./series-facts";
import {
  baseTimeframeOf,
  dataStatusCode,
  type GradingContext,
  gradeConditions,
  rulesTable,
  type SeriesFilters,
  statusCode,
  symbolConditions,
  timeframeCondition,
  wantedCount,
} from "./series-source";

export type TierCounts = {
  criticality: Criticality;
  total: number;
  fresh: number;
  aging: number;
  stale: number;
  missing: number;
  current: number;
  behind: number;
  notDue: number;
  dataMissing: number;
};

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
  const row = await rowOf<{ tiers: TierCounts[] }>(
    db,
    sql`with ${gradedTables(context, filters)} select ${tiersJson} as tiers`,
  );
  return row?.tiers ?? [];
}

/** The same counts with the worst rows, in one round trip. */
export async function selectStaleness(
  db: Db,
  context: GradingContext,
  filters: SeriesFilters,
  page: SeriesPage,
): Promise<{ tiers: TierCounts[]; rows: RankedSeries[] }> {
  const row = await rowOf<{ tiers: TierCounts[]; rows: RankedSeries[] }>(
    db,
    sql`with ${gradedTables(context, filters)}, ${pageTable(filters, page)}
      select ${tiersJson} as tiers,
        (select coalesce(json_agg(listed order by listed.place), '[]'::json) from (
          select w.place, ${storedSeriesColumns}, json_build_array(w.status, w.data, w.rank,
            w.at::text, w.symbol, w.timeframe) as position
          from page w join tracked_symbols t on t.symbol = w.symbol
          ${storedSeriesJoins}
        ) listed) as rows`,
  );
  return { tiers: row?.tiers ?? [], rows: row?.rows ?? [] };
}

const rankOf = sql.raw(
  "case t.criticality when 'critical' then 1 when 'standard' then 2 else 3 end",
);

/**
 * CTEs: `graded`, one narrow row per series that has a freshness row; `wanted`, how many there should be; `tiers`, the
 * counts, in which a series without a row is missing.
 */
function gradedTables(context: GradingContext, filters: SeriesFilters): SQL {
  const count = (condition: string) =>
    sql.raw(`count(*) filter (where matches and ${condition})::int`);
  return sql`${rulesTable(context.rules)},
    seen as (
      select t.symbol, f.timeframe, t.criticality, ${rankOf} as rank,
        ${statusCode(context)} as status, ${dataStatusCode} as data,
        coalesce(f.last_computed_at, '-infinity') as computed,
        coalesce(f.stored_through, '-infinity') as stored
      from tracked_symbols t
      join feature_freshness f on f.symbol = t.symbol and f.timeframe = any(t.timeframes)
      left join base_streams b on b.symbol = t.symbol and b.timeframe = ${baseTimeframeOf("f.timeframe")}
      left join rules r on r.criticality = t.criticality and r.asset_class = t.asset_class
        and r.timeframe = f.timeframe
      where ${symbolConditions(filters)} ${timeframeCondition("f.timeframe", filters)}
    ),
    graded as materialized (select *, (${gradeConditions(filters)}) as matches from seen),
    wanted as materialized (
      select t.criticality, ${wantedCount(filters)} as series
      from tracked_symbols t where ${symbolConditions(filters)} group by 1
    ),
    counted as (
      select criticality, count(*)::int as seen,
        ${count("status = 4")} as fresh, ${count("status = 3")} as aging,
        ${count("status = 2")} as stale, ${count("status = 1")} as missing,
        ${count("data = 3")} as current, ${count("data = 1")} as behind,
        ${count("data = 4")} as not_due, ${count("data = 2")} as data_missing
      from graded group by 1
    ),
    tiers as materialized (
      select criticality, coalesce(fresh, 0) as fresh, coalesce(aging, 0) as aging,
        coalesce(stale, 0) as stale, coalesce(missing, 0) + unseen as missing,
        coalesce(current, 0) as current, coalesce(behind, 0) as behind,
        coalesce(not_due, 0) as not_due, coalesce(data_missing, 0) + unseen as data_missing
      from wanted left join counted using (criticality)
      cross join lateral (
        select case when ${unseenMatches(filters)} then wanted.series - coalesce(counted.seen, 0)
          else 0 end as unseen
      ) u
    )`;
}

const tiersJson = sql`(select coalesce(json_agg(json_build_object(
    'criticality', criticality, 'total', fresh + aging + stale + missing, 'fresh', fresh,
    'aging', aging, 'stale', stale, 'missing', missing, 'current', current, 'behind', behind,
    'notDue', not_due, 'dataMissing', data_missing)
  order by criticality), '[]'::json) from tiers)`;

/** A series that was never written about is missing in both senses. */
function unseenMatches({ status, dataStatus }: SeriesFilters): SQL {
  const matches =
    (status?.includes("missing") ?? true) && (dataStatus?.includes("missing") ?? true);
  return sql.raw(matches ? "true" : "false");
}

/** CTE `page`. Series without a freshness row are looked for only when the counts say that there are any. */
function pageTable(filters: SeriesFilters, page: SeriesPage): SQL {
  const at = sql.raw(page.order === "status" ? "computed" : "stored");
  const keys = sql.raw(
    page.order === "status"
      ? "status, data, rank, at, symbol, timeframe"
      : "data, rank, status, at, symbol, timeframe",
  );
  return sql`page as (
    select *, row_number() over (order by ${keys}) as place from (
      select symbol, timeframe, status, data, rank, ${at} as at from graded where matches
      union all
      select t.symbol, w.timeframe, 1, 2, ${rankOf}, '-infinity'
      from tracked_symbols t cross join lateral unnest(t.timeframes) as w(timeframe)
      where ${unseenMatches(filters)} and ${symbolConditions(filters)}
        ${timeframeCondition("w.timeframe", filters)}
        and (select sum(series) from wanted) > (select count(*) from graded)
        and not exists (
          select from feature_freshness f where f.symbol = t.symbol and f.timeframe = w.timeframe)
    ) listed
    where ${afterPosition(page)}
    order by ${keys} limit ${page.limit}
  )`;
}

function afterPosition({ order, after }: SeriesPage): SQL {
  if (!after) return sql`true`;
  const [status, data, rank, at, symbol, timeframe] = after;
  const head =
    order === "status"
      ? { keys: "status, data, rank", values: [status, data, rank] }
      : { keys: "data, rank, status", values: [data, rank, status] };
  const [first, second, third] = head.values;
  return sql`(${sql.raw(head.keys)}, at, symbol, timeframe) >
    (${first}::int, ${second}::int, ${third}::int, ${at}::timestamptz, ${symbol}, ${timeframe})`;
}
