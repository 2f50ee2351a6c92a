/** Stores bars: what is known to be new goes straight in, everything else is compared first and equal rows are left alone. */
import { type SQL, sql } from "drizzle-orm";
import { BinaryRows } from "@/lib/db/binary-rows";
import type { Db } from "@/lib/db/connect";
import { copyWith } from "@/lib/db/copy-into";
import type { Bar } from "@/lib/domain/bar";
import { atMs, numberArray, rowOf } from "./run";

export type BarBatch = {
  seriesId: number;
  /** Ascending, each once. */
  bars: readonly Bar[];
  /** `t` of the bars to flag; flags of rows that are equal otherwise stay as they are. */
  suspects: ReadonlySet<number>;
};

const SUSPECT_FLAG = 1;
/** Of the binary row: eight fields with their lengths. */
const ROW_BYTES = 90;

/** Bars later than any stored one of their series, in a transaction that holds the locks (see `lockSeries`). */
export async function copyBars(tx: Db, batches: readonly BarBatch[]): Promise<void> {
  const count = batches.reduce((sum, { bars }) => sum + bars.length, 0);
  if (count === 0) return;
  const rows = new BinaryRows(count * ROW_BYTES);
  for (const { seriesId, bars, suspects } of batches) {
    for (const bar of bars) {
      rows.begin(8);
      rows.int4(seriesId);
      rows.int4(suspects.has(bar.t) ? SUSPECT_FLAG : 0);
      rows.instant(bar.t);
      rows.float8(bar.open);
      rows.float8(bar.high);
      rows.float8(bar.low);
      rows.float8(bar.close);
      rows.float8(bar.volume);
    }
  }
  await copyWith(
    tx,
    "copy candles (series_id, flags, opened_at, open, high, low, close, volume) from stdin (format binary)",
    rows.end(),
  );
}

export type TouchedBars = { insertedMs: number[]; changedMs: number[] };

/** Writes what is new or differs; answers the open times of both. */
export async function upsertBars(db: Db, batch: BarBatch): Promise<TouchedBars> {
  const { seriesId, bars } = batch;
  const firstMs = bars[0]?.t ?? 0;
  const lastMs = bars.at(-1)?.t ?? 0;
  // The bounds on opened_at let PostgreSQL leave all other partitions alone.
  const row = await rowOf<{ inserted: number[]; changed: number[] }>(
    db,
    sql`with input as materialized (
        select to_timestamp(seconds) as opened_at, flags, open, high, low, close, volume from ${given(batch)}
      ), diff as materialized (
        select input.*, stored.opened_at is null as is_new
        from input left join candles as stored on stored.series_id = ${seriesId} and stored.opened_at = input.opened_at
          and stored.opened_at >= ${atMs(firstMs)} and stored.opened_at <= ${atMs(lastMs)}
        where stored.opened_at is null
          or (stored.open, stored.high, stored.low, stored.close, stored.volume)
            is distinct from (input.open, input.high, input.low, input.close, input.volume)
      ), written as (
        insert into candles (series_id, flags, opened_at, open, high, low, close, volume)
        select ${seriesId}::int, flags, opened_at, open, high, low, close, volume from diff
        on conflict (series_id, opened_at) do update set flags = excluded.flags, open = excluded.open,
          high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
      )
      select coalesce(json_agg(date_part('epoch', opened_at)) filter (where is_new), '[]') as inserted,
        coalesce(json_agg(date_part('epoch', opened_at)) filter (where not is_new), '[]') as changed
      from diff`,
  );
  const toMs = (seconds: number) => seconds * 1000;
  return {
    insertedMs: (row?.inserted ?? []).map(toMs),
    changedMs: (row?.changed ?? []).map(toMs),
  };
}

/** A FROM item with the columns seconds, flags, open, high, low, close, volume. */
function given({ bars, suspects }: BarBatch): SQL {
  const column = (pick: (bar: Bar) => number) => sql`${numberArray(bars.map(pick))}`;
  return sql`unnest(${column((bar) => bar.t / 1000)}::float8[],
    ${column((bar) => (suspects.has(bar.t) ? SUSPECT_FLAG : 0))}::int4[],
    ${column((bar) => bar.open)}::float8[], ${column((bar) => bar.high)}::float8[], ${column((bar) => bar.low)}::float8[],
    ${column((bar) => bar.close)}::float8[], ${column((bar) => bar.volume)}::float8[])
    as given(seconds, flags, open, high, low, close, volume)`;
}
