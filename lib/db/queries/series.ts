/** Series numbers, and what is known of each series without touching its bars. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";
import { dateOf, msOf, numberArray, rowsOf, textArray } from "./run";

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
  timeframe: Timeframe;
  barCount: number;
  firstOpenedAt: Date | null;
  lastOpenedAt: Date | null;
  /** Oldest bar stored or revised since features were computed. */
  dirtyFrom: Date | null;
  /** Newest bar that has features. */
  featuresThrough: Date | null;
};

type StateRow = {
  id: number;
  timeframe: Timeframe;
  bar_count: number;
  first_ms: number | null;
  last_ms: number | null;
  dirty_ms: number | null;
  features_ms: number | null;
};

/** Every series of a symbol. */
export async function selectSeriesStates(
  db: Db,
  symbol: string,
): Promise<Map<Timeframe, SeriesState>> {
  const rows = await rowsOf<StateRow>(db, sql`${selectState} where symbol = ${symbol}`);
  return new Map(rows.map((row) => [row.timeframe, stateOf(row)]));
}

/** The same for the given series, which nobody else writes to until the transaction ends; by id. */
export async function lockSeries(
  tx: Db,
  ids: readonly number[],
): Promise<Map<number, SeriesState>> {
  const rows = await rowsOf<StateRow>(
    tx,
    sql`${selectState} where id = any(${numberArray(ids)}::int[]) order by id for update`,
  );
  return new Map(rows.map((row) => [row.id, stateOf(row)]));
}

const selectState = sql`select id, timeframe, bar_count::float8, ${msOf("first_opened_at")} as first_ms,
  ${msOf("last_opened_at")} as last_ms, ${msOf("dirty_from")} as dirty_ms,
  ${msOf("features_through")} as features_ms from series`;

function stateOf(row: StateRow): SeriesState {
  return {
    id: row.id,
    timeframe: row.timeframe,
    barCount: row.bar_count,
    firstOpenedAt: dateOf(row.first_ms),
    lastOpenedAt: dateOf(row.last_ms),
    dirtyFrom: dateOf(row.dirty_ms),
    featuresThrough: dateOf(row.features_ms),
  };
}

/** Features of every timeframe of the symbol must be computed again from the beginning, as after a split. */
export async function markSeriesDirty(db: Db, symbol: string): Promise<void> {
  await db.execute(sql`
    update series set dirty_from = first_opened_at
    where symbol = ${symbol} and first_opened_at is not null`);
}

export type ComputedSeries = {
  id: number;
  /** From where the series was dirty when its features were computed. */
  expectedMs: number;
  /** From where it still is; null: features are computed to the end. */
  nextMs: number | null;
  throughMs: number | null;
};

/**
 * Features of these series are computed. Somebody may have marked one dirty from an earlier bar in the meantime, as a
 * split does: that mark stays.
 */
export async function updateSeriesComputed(
  db: Db,
  computed: readonly ComputedSeries[],
): Promise<void> {
  const column = (pick: (row: ComputedSeries) => number | null) =>
    sql`${numberArray(computed.map(pick))}::float8[]`;
  await db.execute(sql`
    update series set features_through = greatest(features_through, to_timestamp(done.through_ms / 1000)),
      dirty_from = case when dirty_from >= to_timestamp(done.expected_ms / 1000) then to_timestamp(done.next_ms / 1000)
        else dirty_from end
    from unnest(${column((row) => row.id)}, ${column((row) => row.expectedMs)}, ${column((row) => row.nextMs)},
      ${column((row) => row.throughMs)}) as done (id, expected_ms, next_ms, through_ms)
    where series.id = done.id::int`);
}
