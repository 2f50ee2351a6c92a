/** The SQL that grades every monitored series where it lies: shared by counts, lists and metrics. */
import { type SQL, sql } from "drizzle-orm";
import { textArray } from "@/lib/db/queries/run";
import type { FreshnessThresholds } from "@/lib/domain/freshness";
import {
  ASSET_CLASSES,
  type AssetClass,
  CRITICALITIES,
  type Criticality,
  type DataStatus,
  type Timeframe,
} from "@/lib/domain/vocabulary";

/** Worst first; the position in the list is the code that SQL sorts and counts by. */
export const STATUS_CODES = ["missing", "stale", "aging", "fresh"] as const;
export const DATA_STATUS_CODES = ["behind", "missing", "current", "not_due"] as const;
export type ListedStatus = (typeof STATUS_CODES)[number];

/**
 * `gradeDataStatus` at one moment as limits to compare with: everything in it depends only on criticality, asset class
 * and timeframe, so the calendar is asked at most 72 times however many series there are. Instants are ISO text,
 * `infinity` or `-infinity`.
 */
export type SeriesRule = {
  /** See `tierCode`. */
  tier: number;
  timeframe: Timeframe;
  /** Set for the wall-clock policy: computed at or before this is behind; nothing else counts then. */
  computed_before: string | null;
  /** Stored through less than this is behind … */
  behind_before: string;
  /** … unless the provider has answered up to here. */
  behind_answered: string;
  /** Stored through at least this, or answered up to the next, nothing is due: the market is closed. */
  idle_from: string;
  idle_answered: string;
  /**
   * Closes of the sessions an answer may span, ascending, and beside each the first window of its session: an answer
   * past a close earns no credit to a series without a bar since that window.
   */
  closes: string[];
  session_windows: string[];
};

export type SeriesFilters = {
  status?: readonly ListedStatus[] | undefined;
  dataStatus?: readonly DataStatus[] | undefined;
  timeframe?: readonly Timeframe[] | undefined;
  assetClass?: readonly AssetClass[] | undefined;
  criticality?: readonly Criticality[] | undefined;
  prefix?: string | undefined;
};

export type GradingContext = {
  now: Date;
  thresholds: FreshnessThresholds;
  rules: readonly SeriesRule[];
};

/** Criticality and asset class as one number, so that eighty thousand rows are joined by it and not by two texts. */
export function tierCode(criticality: Criticality, assetClass: AssetClass): number {
  return (CRITICALITIES.indexOf(criticality) + 1) * 10 + ASSET_CLASSES.indexOf(assetClass) + 1;
}

/** The place of a column's text among `values`, from 1. */
const position = (values: readonly string[], column: string) =>
  `case ${column} ${values.map((value, index) => `when '${value}' then ${index + 1}`).join(" ")} end`;

/** 1 = critical … 3 = low priority. Expects `t`. */
const criticalityRank = sql.raw(position(CRITICALITIES, "t.criticality"));
const tier = sql`(${criticalityRank}) * 10 + (${sql.raw(position(ASSET_CLASSES, "t.asset_class"))})`;

/**
 * CTEs `rules` (one parameter, so that the statement stays prepared) and `wanted` (every active symbol that the
 * filters leave, with how far the provider answered for its two base streams).
 */
export function sourceTables(rules: readonly SeriesRule[], filters: SeriesFilters): SQL {
  return sql`rules as materialized (
      select * from json_to_recordset(${JSON.stringify(rules)}::text::json) as r(
        tier int, timeframe text, computed_before timestamptz,
        behind_before timestamptz, behind_answered timestamptz,
        idle_from timestamptz, idle_answered timestamptz,
        closes timestamptz[], session_windows timestamptz[])
    ),
    wanted as materialized (
      select t.symbol, t.timeframes, ${criticalityRank} as rank, ${tier} as tier,
        minutes.answered_through as minutes_answered, days.answered_through as days_answered
      from tracked_symbols t
      left join base_streams minutes on minutes.symbol = t.symbol and minutes.timeframe = '1m'
      left join base_streams days on days.symbol = t.symbol and days.timeframe = '1d'
      where ${symbolConditions(filters)}
    )`;
}

/**
 * Every series with a freshness row. Gives `f` (feature_freshness with the symbol's `rank`, `tier` and `answered`) and
 * `r` (rules). The fence keeps the planner from multiplying symbols by rules before it has met the series. Every series
 * has its rule; said as a left join, the planner expects as many rows as there are, and counts by hashing, not sorting.
 */
export function gradedFrom(filters: SeriesFilters): SQL {
  return sql`(
      select f.symbol, f.timeframe, f.last_computed_at, f.data_point_count, f.stored_through,
        w.rank, w.tier, case when f.timeframe in ('1d', '1w') then w.days_answered
          else w.minutes_answered end as answered
      from wanted w join feature_freshness f on f.symbol = w.symbol
        and f.timeframe = any(w.timeframes) ${timeframeCondition("f.timeframe", filters)}
      offset 0
    ) f left join rules r on r.tier = f.tier and r.timeframe = f.timeframe`;
}

/** Position in STATUS_CODES, from 1. Expects `f` (feature_freshness). */
export function statusCode({ now, thresholds }: GradingContext): SQL {
  const before = (ageMs: number) =>
    sql`f.last_computed_at <= ${new Date(now.getTime() - ageMs).toISOString()}::timestamptz`;
  return sql`case when f.last_computed_at is null or f.data_point_count <= 0 then 1
    when ${before(thresholds.agingMs)} then 2
    when ${before(thresholds.freshMs)} then 3
    else 4 end`;
}

/** Position in DATA_STATUS_CODES, from 1. Expects `f` and `r` of `gradedFrom`. */
export const dataStatusCode = (): SQL => sql`case
  when f.stored_through is null then 2
  when r.computed_before is not null then case
    when f.last_computed_at is null then 2
    when f.last_computed_at <= r.computed_before then 1
    else 3 end
  when f.stored_through < r.behind_before
    and not (${answeredPast("behind_answered")}) then 1
  when f.stored_through >= r.idle_from or ${answeredPast("idle_answered")} then 4
  else 3 end`;

/** Whether the provider's answer covers what is missing: it reaches far enough and spans no session without a bar. */
function answeredPast(column: "behind_answered" | "idle_answered"): SQL {
  return sql.raw(`coalesce(f.answered >= r.${column}
    and coalesce(f.stored_through >= r.session_windows[width_bucket(f.answered, r.closes)], true), false)`);
}

export const baseTimeframeOf = (timeframe: string) =>
  sql.raw(`case when ${timeframe} in ('1d', '1w') then '1d' else '1m' end`);

/** Conditions on `t` (tracked_symbols): every active symbol that the filters leave. */
export function symbolConditions(filters: SeriesFilters): SQL {
  const { prefix, assetClass, criticality } = filters;
  return sql`t.active
    ${prefix === undefined ? sql`` : sql`and starts_with(t.symbol, upper(${prefix}))`}
    ${assetClass ? sql`and t.asset_class = any(${textArray(assetClass)}::text[])` : sql``}
    ${criticality ? sql`and t.criticality = any(${textArray(criticality)}::text[])` : sql``}`;
}

/** Condition on a timeframe column. */
export function timeframeCondition(column: string, { timeframe }: SeriesFilters): SQL {
  return timeframe ? sql`and ${sql.raw(column)} = any(${textArray(timeframe)}::text[])` : sql``;
}

/** Condition on the codes `status` and `data` of a graded row. */
export function gradeConditions({ status, dataStatus }: SeriesFilters): SQL {
  return sql`true
    ${status ? sql`and status = any(${codesOf(STATUS_CODES, status)}::int[])` : sql``}
    ${dataStatus ? sql`and data = any(${codesOf(DATA_STATUS_CODES, dataStatus)}::int[])` : sql``}`;
}

function codesOf(codes: readonly string[], wanted: readonly string[]): string {
  return `{${wanted.map((name) => codes.indexOf(name) + 1).join(",")}}`;
}

/** How many of a symbol's timeframes the filters leave. */
export function wantedSeries(timeframes: string, { timeframe }: SeriesFilters): SQL {
  if (!timeframe) return sql.raw(`cardinality(${timeframes})`);
  return sql`(select count(*) from unnest(${sql.raw(timeframes)}) as wanted_timeframe
    where wanted_timeframe = any(${textArray(timeframe)}::text[]))`;
}

export function statusOf(code: number): ListedStatus {
  return STATUS_CODES[code - 1] ?? "missing";
}

export function dataStatusOf(code: number): DataStatus {
  return DATA_STATUS_CODES[code - 1] ?? "missing";
}
