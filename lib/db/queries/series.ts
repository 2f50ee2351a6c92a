/** Series numbers, and what is known of each series without touching its bars. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";
import { atMs, dateOf, msOf, rowOf, rowsOf, textArray } from "./run";

export type SeriesIds = Record<Timeframe, number>;

/** The numbers of all series of a symbol, made when missing. */
export async function ensureSeries(db: Db, symbol: string): Promise<SeriesIds> {
  const known = await selectIds(db, symbol);
  if (known) return known;
  await db.execute(sql`
    insert into series (symbol, timeframe)
    select ${symbol}, timeframe from unnest(${textArray(TIMEFRAMES)}::text[]) as timeframe
    on conflict do nothing`);
  const made = await selectIds(db, symbol);
  if (!made) throw new Error(`series of ${symbol} could not be made`);
  return made;
}

async function selectIds(db: Db, symbol: string): Promise<SeriesIds | null> {
  const rows = await rowsOf<{ id: number; timeframe: Timeframe }>(
    db,
    sql`select id, timeframe from series where symbol = ${symbol}`,
  );
  if (rows.length < TIMEFRAMES.length) return null;
  // One row per timeframe: the natural key is unique and none is missing.
  return Object.fromEntries(rows.map((row) => [row.timeframe, row.id])) as SeriesIds;
}

export type SeriesState = {
  id: number;
  barCount: number;
  firstOpenedAt: Date | null;
  lastOpenedAt: Date | null;
  /** Oldest bar stored or revised since features were computed. */
  dirtyFrom: Date | null;
};

export async function selectSeriesState(db: Db, id: number): Promise<SeriesState | null> {
  const row = await rowOf<{
    bar_count: number;
    first_ms: number | null;
    last_ms: number | null;
    dirty_ms: number | null;
  }>(
    db,
    sql`select bar_count::float8, ${msOf("first_opened_at")} as first_ms,
      ${msOf("last_opened_at")} as last_ms, ${msOf("dirty_from")} as dirty_ms
      from series where id = ${id}`,
  );
  if (!row) return null;
  return {
    id,
    barCount: row.bar_count,
    firstOpenedAt: dateOf(row.first_ms),
    lastOpenedAt: dateOf(row.last_ms),
    dirtyFrom: dateOf(row.dirty_ms),
  };
}

/** Keeps count of a write of bars: features are dirty from its first bar on. Nothing written changes nothing. */
export async function updateSeriesWritten(
  db: Db,
  input: { id: number; inserted: number; firstMs: number | null; lastMs: number | null },
): Promise<void> {
  if (input.firstMs === null || input.lastMs === null) return;
  await db.execute(sql`
    update series set bar_count = bar_count + ${input.inserted},
      first_opened_at = least(first_opened_at, ${atMs(input.firstMs)}),
      last_opened_at = greatest(last_opened_at, ${atMs(input.lastMs)}),
      dirty_from = least(dirty_from, ${atMs(input.firstMs)})
    where id = ${input.id}`);
}

/** Features of every timeframe of the symbol must be computed again from the beginning, as after a split. */
export async function markSeriesDirty(db: Db, symbol: string): Promise<void> {
  await db.execute(sql`
    update series set dirty_from = first_opened_at
    where symbol = ${symbol} and first_opened_at is not null`);
}

/**
 * Features are computed up to `nextMs` (null: to the end). Somebody may have marked the series dirty from an earlier
 * bar in the meantime, as a split does: that mark stays, and false is the answer.
 */
export async function updateSeriesDirty(
  db: Db,
  input: { id: number; expectedMs: number; nextMs: number | null },
): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update series set dirty_from = to_timestamp(${input.nextMs}::float8 / 1000)
      where id = ${input.id} and dirty_from >= ${atMs(input.expectedMs)} returning id`,
  );
  return rows.length > 0;
}
