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
  TIMEFRAMES,
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
  tier_code: number;
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

/** Criticality and asset class as one number, as `tracked_symbols.tier_code` has it. */
export function tierCode(criticality: Criticality, assetClass: AssetClass): number {
  const rank = CRITICALITIES.indexOf(criticality) + 1;
  return rank * RANK_UNIT + (ASSET_CLASSES.indexOf(assetClass) + 1) * 1000;
}

/** A tier's code divided by this is the criticality's rank: 1 = critical … 3 = low priority. */
export const RANK_UNIT = 10_000;

/** As in `tracked_symbols.timeframe_bits`. */
const bitOf = (timeframe: Timeframe) => 1 << TIMEFRAMES.indexOf(timeframe);

/**
 * CTEs `rules` (one parameter, so that the statement stays prepared) and `wanted` (every active symbol that the
 * filters leave).
 */
export function sourceTables(rules: readonly SeriesRule[], filters: SeriesFilters): SQL {
  const known = rules.map((rule) => ({ ...rule, timeframe_bit: bitOf(rule.timeframe) }));
  return sql`rules as materialized (
      select tier_code, timeframe, timeframe_bit, timeframe in ('1d', '1w') as from_days,
        computed_before, behind_before, behind_answered, idle_from, idle_answered,
        coalesce(session_windows[cardinality(session_windows)], '-infinity') as newest_window,
        closes, session_windows
      from json_to_recordset(${JSON.stringify(known)}::text::json) as r(
        tier_code int, timeframe text, timeframe_bit int, computed_before timestamptz,
        behind_before timestamptz, behind_answered timestamptz,
        idle_from timestamptz, idle_answered timestamptz,
        closes timestamptz[], session_windows timestamptz[])
    ),
    wanted as not materialized (
      select t.symbol, t.timeframes, t.timeframe_bits, t.tier_code / ${sql.raw(String(RANK_UNIT))} as rank
      from tracked_symbols t where ${symbolConditions(filters)}
    )`;
}

/**
 * Every series with a freshness row. Gives `f` (feature_freshness with the symbol's `tier_code` and how far the provider
 * answered for its base streams) and `r` (rules). Kept cheap for eighty thousand rows: what is monitored is a bit, not an
 * array; the fences have ten thousand symbols meet their streams first and the series their rules last. The left join
 * and `coalesce` have the planner expect nearly all rows, so that it counts by hashing, not by sorting. The timeframe stays
 * a text: a generated number beside it made every update of a watermark several times as dear on PostgreSQL 18.
 */
export function gradedFrom(filters: SeriesFilters): SQL {
  return sql`(
      select f.symbol, f.timeframe, f.last_computed_at, f.data_point_count, f.stored_through,
        w.tier_code, w.timeframe_bits, w.minutes_answered, w.days_answered
      from (
        select t.symbol, t.tier_code, t.timeframe_bits,
          minutes.answered_through as minutes_answered, days.answered_through as days_answered
        from tracked_symbols t
        left join base_streams minutes on minutes.symbol = t.symbol and minutes.timeframe = '1m'
        left join base_streams days on days.symbol = t.symbol and days.timeframe = '1d'
        where ${symbolConditions(filters)}
        offset 0
      ) w join feature_freshness f on f.symbol = w.symbol ${timeframeCondition("f.timeframe", filters)}
      offset 0
    ) f left join rules r on r.tier_code = f.tier_code and r.timeframe = f.timeframe
    where f.timeframe_bits & coalesce(r.timeframe_bit, 0) <> 0`;
}

const ANSWERED = "(case when r.from_days then f.days_answered else f.minutes_answered end)";

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
  when f.stored_through < r.behind_before and (${answeredPast("behind_answered")}) is not true then 1
  when f.stored_through >= r.idle_from or (${answeredPast("idle_answered")}) then 4
  else 3 end`;

/**
 * Whether the provider's answer covers what is missing: it reaches far enough and spans no session without a bar. A bar
 * of the newest session settles that without a look at the others. Null where nothing was answered.
 */
function answeredPast(column: "behind_answered" | "idle_answered"): SQL {
  return sql.raw(`${ANSWERED} >= r.${column}
    and (f.stored_through >= r.newest_window
      or coalesce(f.stored_through >= r.session_windows[width_bucket(${ANSWERED}, r.closes)], true))`);
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

/** How many of a symbol's `timeframe_bits` the filters leave. */
export function wantedSeries({ timeframe = TIMEFRAMES }: SeriesFilters): SQL {
  const bits = timeframe.reduce((sum, name) => sum | bitOf(name), 0);
  return sql.raw(`bit_count((timeframe_bits & ${bits})::bit(${TIMEFRAMES.length}))`);
}

export function statusOf(code: number): ListedStatus {
  return STATUS_CODES[code - 1] ?? "missing";
}

export function dataStatusOf(code: number): DataStatus {
  return DATA_STATUS_CODES[code - 1] ?? "missing";
}
