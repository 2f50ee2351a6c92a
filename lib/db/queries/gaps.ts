/** Bars counted per trading day, and the sessions that lack some: what is known of them and how often they were asked for. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { BaseTimeframe, GapStatus } from "@/lib/domain/vocabulary";
import { atMs, numberArray, rowsOf, textArray } from "./run";

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

export type JudgedGap = {
  symbol: string;
  timeframe: BaseTimeframe;
  day: string;
  status: GapStatus;
  expectedBars: number;
  storedBars: number;
};

/** Writes down how gaps stand now; a resolved one that opens again is asked for from the beginning. */
export async function upsertGaps(
  db: Db,
  { gaps, now }: { gaps: readonly JudgedGap[]; now: Date },
): Promise<void> {
  if (gaps.length === 0) return;
  const at = atMs(now.getTime());
  const texts = (pick: (gap: JudgedGap) => string) => sql`${textArray(gaps.map(pick))}::text[]`;
  const counts = (pick: (gap: JudgedGap) => number) => sql`${numberArray(gaps.map(pick))}::int4[]`;
  await db.execute(sql`
    insert into coverage_gaps (symbol, timeframe, day, status, expected_bars, stored_bars, first_seen_at)
    select symbol, timeframe, day::date, status, expected, stored, ${at}
    from unnest(${texts(({ symbol }) => symbol)}, ${texts(({ timeframe }) => timeframe)}, ${texts(({ day }) => day)},
      ${texts(({ status }) => status)}, ${counts(({ expectedBars }) => expectedBars)}, ${counts(({ storedBars }) => storedBars)})
      as given(symbol, timeframe, day, status, expected, stored)
    on conflict (symbol, timeframe, day) do update set status = excluded.status, stored_bars = excluded.stored_bars,
      asked_count = case when coverage_gaps.status = 'resolved' and excluded.status = 'missing' then 0
        else coverage_gaps.asked_count end,
      resolved_at = case when excluded.status = 'resolved' then ${at} end
      where (coverage_gaps.status, coverage_gaps.stored_bars) is distinct from (excluded.status, excluded.stored_bars)`);
}

/** Counts one more question for the given days; answers how often each was asked for by now. */
export async function updateGapsAsked(
  db: Db,
  input: { symbol: string; timeframe: BaseTimeframe; days: readonly string[]; now: Date },
): Promise<Map<string, number>> {
  const rows = await rowsOf<{ day: string; asked: number }>(
    db,
    sql`update coverage_gaps set asked_count = asked_count + 1, last_asked_at = ${atMs(input.now.getTime())}
      where symbol = ${input.symbol} and timeframe = ${input.timeframe}
        and day = any(${textArray(input.days)}::date[]) returning day::text as day, asked_count as asked`,
  );
  return new Map(rows.map(({ day, asked }) => [day, asked]));
}
