/** Reads stored bars for computing: packed by the database into one binary value, unpacked into typed arrays. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { type BarColumns, createBarColumns } from "@/lib/domain/bar-columns";
import type { MsRange } from "./multirange";
import { atMs, rowOf, rowsOf } from "./run";

const FIELDS = ["t", "open", "high", "low", "close", "volume"] as const;
const ROW_BYTES = FIELDS.length * 8;

/** Bars of `[fromMs, toMs)`, ascending; at most `limit` of them, so that a long history is read in bounded chunks. */
export async function selectBarColumns(
  db: Db,
  input: MsRange & { seriesId: number; limit: number },
): Promise<BarColumns> {
  const packed = await selectPacked(
    db,
    sql`select * from candles where series_id = ${input.seriesId}
      and opened_at >= ${atMs(input.fromMs)} and opened_at < ${atMs(input.toMs)}
      order by opened_at limit ${input.limit}`,
  );
  return unpack(packed);
}

/**
 * The last `count` bars before an instant, ascending, and the stored ATR of the last of them: where a calculation
 * takes up again. ATR is null in warm-up or when features were never computed.
 */
export async function selectWarmUp(
  db: Db,
  input: { seriesId: number; beforeMs: number; count: number },
): Promise<{ bars: BarColumns; atr: number | null }> {
  const before = sql`series_id = ${input.seriesId} and opened_at < ${atMs(input.beforeMs)}`;
  const row = await rowOf<{ packed: Buffer | null; atr: number | null }>(
    db,
    sql`select ${PACKED} as packed, (
        select atr from quant_features where series_id = ${input.seriesId} and opened_at = max(bar.opened_at)
      ) as atr
      from (
        select * from (select * from candles where ${before} order by opened_at desc limit ${input.count}) as newest
        order by opened_at
      ) as bar`,
  );
  return { bars: unpack(row?.packed ?? EMPTY), atr: row?.atr ?? null };
}

/** Closes of the last `count` bars before an instant, oldest first. */
export async function selectRecentCloses(
  db: Db,
  input: { seriesId: number; beforeMs: number; count: number },
): Promise<number[]> {
  const rows = await rowsOf<{ close: number }>(
    db,
    sql`select close from candles where series_id = ${input.seriesId} and opened_at < ${atMs(input.beforeMs)}
      order by opened_at desc limit ${input.count}`,
  );
  return rows.map((row) => row.close).reverse();
}

const EMPTY = Buffer.alloc(0);
const PACKED =
  sql.raw(`string_agg(float8send(date_part('epoch', bar.opened_at)) || float8send(bar.open)
  || float8send(bar.high) || float8send(bar.low) || float8send(bar.close) || float8send(bar.volume), ''::bytea)`);

async function selectPacked(db: Db, bars: SQL): Promise<Buffer> {
  const row = await rowOf<{ packed: Buffer | null }>(
    db,
    sql`select ${PACKED} as packed from (${bars}) as bar`,
  );
  return row?.packed ?? EMPTY;
}

/** `float8send` writes big-endian doubles; instants arrive in seconds. */
function unpack(packed: Buffer): BarColumns {
  const length = packed.length / ROW_BYTES;
  const columns = createBarColumns(length);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  for (let index = 0; index < length; index += 1) {
    const at = index * ROW_BYTES;
    columns.t[index] = view.getFloat64(at) * 1000;
    columns.open[index] = view.getFloat64(at + 8);
    columns.high[index] = view.getFloat64(at + 16);
    columns.low[index] = view.getFloat64(at + 24);
    columns.close[index] = view.getFloat64(at + 32);
    columns.volume[index] = view.getFloat64(at + 40);
  }
  return columns;
}
