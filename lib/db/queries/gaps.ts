/** Sessions without bars: found from the per-day coverage, asked for again once a day, then believed. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { BaseTimeframe, GapStatus } from "@/lib/domain/vocabulary";
import { atMs, dateOf, msOf, numberArray, rowsOf, textArray } from "./run";

export type DayCoverage = { day: string; barCount: number };

/** Bars stored per trading day of one stream, oldest day first; days without bars have no row. */
export async function selectCoverage(
  db: Db,
  input: { symbol: string; timeframe: BaseTimeframe; fromDay: string; toDay: string },
): Promise<DayCoverage[]> {
  return rowsOf<DayCoverage>(
    db,
    sql`select day::text as day, bar_count as "barCount" from coverage_days
      where symbol = ${input.symbol} and timeframe = ${input.timeframe}
        and day >= ${input.fromDay}::date and day < ${input.toDay}::date order by day`,
  );
}

export type CoveredDay = { day: string; barCount: number; firstMs: number; lastMs: number };

/** Adds newly stored bars to the coverage of their trading days. */
export async function addCoverage(
  tx: Db,
  input: { symbol: string; timeframe: BaseTimeframe; days: readonly CoveredDay[] },
): Promise<void> {
  const { days } = input;
  if (days.length === 0) return;
  await tx.execute(sql`
    insert into coverage_days (symbol, timeframe, day, bar_count, first_opened_at, last_opened_at)
    select ${input.symbol}, ${input.timeframe}, day::date, bars, to_timestamp(first_s), to_timestamp(last_s)
    from unnest(${textArray(days.map(({ day }) => day))}::text[],
      ${numberArray(days.map(({ barCount }) => barCount))}::int4[],
      ${numberArray(days.map(({ firstMs }) => firstMs / 1000))}::float8[],
      ${numberArray(days.map(({ lastMs }) => lastMs / 1000))}::float8[]) as given(day, bars, first_s, last_s)
    on conflict (symbol, timeframe, day) do update set bar_count = coverage_days.bar_count + excluded.bar_count,
      first_opened_at = least(coverage_days.first_opened_at, excluded.first_opened_at),
      last_opened_at = greatest(coverage_days.last_opened_at, excluded.last_opened_at), updated_at = now()`);
}

export type Gap = {
  day: string;
  status: GapStatus;
  askedCount: number;
  lastAskedAt: Date | null;
};

export async function selectGaps(
  db: Db,
  input: { symbol: string; timeframe: BaseTimeframe },
): Promise<Gap[]> {
  const rows = await rowsOf<{
    day: string;
    status: GapStatus;
    asked: number;
    asked_ms: number | null;
  }>(
    db,
    sql`select day::text as day, status, asked_count as asked, ${msOf("last_asked_at")} as asked_ms
      from coverage_gaps where symbol = ${input.symbol} and timeframe = ${input.timeframe} order by day`,
  );
  return rows.map((row) => ({
    day: row.day,
    status: row.status,
    askedCount: row.asked,
    lastAskedAt: dateOf(row.asked_ms),
  }));
}

/** Writes down days that should have bars and have none; days known already keep their history. */
export async function upsertMissingDays(
  db: Db,
  input: {
    symbol: string;
    timeframe: BaseTimeframe;
    days: readonly { day: string; expectedBars: number }[];
    now: Date;
  },
): Promise<void> {
  if (input.days.length === 0) return;
  await db.execute(sql`
    insert into coverage_gaps (symbol, timeframe, day, status, expected_bars, first_seen_at)
    select ${input.symbol}, ${input.timeframe}, day::date, 'missing', expected, ${atMs(input.now.getTime())}
    from unnest(${textArray(input.days.map(({ day }) => day))}::text[],
      ${numberArray(input.days.map(({ expectedBars }) => expectedBars))}::int4[]) as given(day, expected)
    on conflict (symbol, timeframe, day) do update set status = 'missing', resolved_at = null
      where coverage_gaps.status = 'resolved'`);
}

/**
 * Settles gaps after they were asked for again: days that have bars now are resolved, the others were asked once more
 * and become confirmed empty after `confirmAfter` answers.
 */
export async function settleGaps(
  db: Db,
  input: {
    symbol: string;
    timeframe: BaseTimeframe;
    askedDays: readonly string[];
    confirmAfter: number;
    now: Date;
  },
): Promise<void> {
  const now = atMs(input.now.getTime());
  await db.execute(sql`
    update coverage_gaps as gap set
      asked_count = gap.asked_count + 1, last_asked_at = ${now}, stored_bars = coalesce(covered.bar_count, 0),
      status = case when covered.bar_count > 0 then 'resolved'
        when gap.asked_count + 1 >= ${input.confirmAfter} then 'confirmed_empty' else gap.status end,
      resolved_at = case when covered.bar_count > 0 then ${now} else null end
    from unnest(${textArray(input.askedDays)}::text[]) as asked(day)
    left join coverage_days as covered on covered.symbol = ${input.symbol}
      and covered.timeframe = ${input.timeframe} and covered.day = asked.day::date
    where gap.symbol = ${input.symbol} and gap.timeframe = ${input.timeframe} and gap.day = asked.day::date`);
}

/** Gaps that an ordinary fetch has filled in the meantime. */
export async function resolveFilledGaps(db: Db, now: Date): Promise<number> {
  const rows = await rowsOf(
    db,
    sql`update coverage_gaps as gap set status = 'resolved', resolved_at = ${atMs(now.getTime())}, stored_bars = covered.bar_count
      from coverage_days as covered
      where covered.symbol = gap.symbol and covered.timeframe = gap.timeframe and covered.day = gap.day
        and covered.bar_count > 0 and gap.status <> 'resolved' returning gap.id`,
  );
  return rows.length;
}
