/** Splits as the vendor reported them, and which of them features know already. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { atMs, numberArray, rowsOf, textArray } from "./run";

/** Splits of US listings come into force with a day of the exchange. */
const EXCHANGE_ZONE = "America/New_York";

export type SplitRow = {
  symbol: string;
  /** Trading day on which the new share count holds, "YYYY-MM-DD". */
  executionDay: string;
  splitFrom: number;
  splitTo: number;
};

/** Every known split of a symbol, oldest first. */
export async function selectSplits(db: Db, symbol: string): Promise<SplitRow[]> {
  return rowsOf<SplitRow>(
    db,
    sql`select symbol, execution_date::text as "executionDay", split_from as "splitFrom", split_to as "splitTo"
      from splits where symbol = ${symbol} order by execution_date`,
  );
}

/** Stores what is new of the given splits; returns the symbols that got one. */
export async function insertSplits(
  db: Db,
  input: { splits: readonly SplitRow[]; now: Date },
): Promise<string[]> {
  const { splits } = input;
  const rows = await rowsOf<{ symbol: string }>(
    db,
    sql`insert into splits (symbol, execution_date, split_from, split_to, seen_at)
      select symbol, day::date, split_from, split_to, ${atMs(input.now.getTime())}
      from unnest(${textArray(splits.map(({ symbol }) => symbol))}::text[],
        ${textArray(splits.map(({ executionDay }) => executionDay))}::text[],
        ${numberArray(splits.map(({ splitFrom }) => splitFrom))}::float8[],
        ${numberArray(splits.map(({ splitTo }) => splitTo))}::float8[]) as given(symbol, day, split_from, split_to)
      on conflict do nothing returning symbol`,
  );
  return [...new Set(rows.map((row) => row.symbol))];
}

/** Symbols with a split in force on `day` that features do not know yet. */
export async function selectUnappliedSplits(db: Db, day: string): Promise<string[]> {
  const rows = await rowsOf<{ symbol: string }>(
    db,
    sql`select distinct symbol from splits where applied_at is null and execution_date <= ${day}::date order by symbol`,
  );
  return rows.map((row) => row.symbol);
}

/**
 * Bars of the days on which a split, not applied yet, came into force are suspect no longer: it explains them. To be
 * called before `updateSplitsApplied`.
 */
export async function clearExplainedSuspects(
  db: Db,
  { symbol, day }: { symbol: string; day: string },
): Promise<void> {
  await db.execute(sql`
    update candles c set flags = c.flags & ~1
    from splits p join series s on s.symbol = p.symbol
    where p.symbol = ${symbol} and p.applied_at is null and p.execution_date <= ${day}::date
      and c.series_id = s.id and c.flags & 1 = 1
      and c.opened_at >= p.execution_date::timestamp at time zone ${EXCHANGE_ZONE}
      and c.opened_at < (p.execution_date + 1)::timestamp at time zone ${EXCHANGE_ZONE}`);
}

/** Features know every split of the symbol in force on `day`, or are marked to be computed with them. */
export async function updateSplitsApplied(
  db: Db,
  input: { symbol: string; day: string; now: Date },
): Promise<void> {
  await db.execute(sql`
    update splits set applied_at = ${atMs(input.now.getTime())}
    where symbol = ${input.symbol} and applied_at is null and execution_date <= ${input.day}::date`);
}
