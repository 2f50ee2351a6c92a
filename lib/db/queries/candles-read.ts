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

/** The last `count` bars before an instant, ascending: what a calculation needs to warm up. */
export async function selectBarsBefore(
  db: Db,
  input: { seriesId: number; beforeMs: number; count: number },
): Promise<BarColumns> {
  const packed = await selectPacked(
    db,
    sql`select * from (
        select * from candles where series_id = ${input.seriesId} and opened_at < ${atMs(input.beforeMs)}
        order by opened_at desc limit ${input.count}
      ) as newest order by opened_at`,
  );
  return unpack(packed);
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

async function selectPacked(db: Db, bars: SQL): Promise<Buffer> {
  const row = await rowOf<{ packed: Buffer | null }>(
    db,
    sql`select string_agg(float8send(date_part('epoch', opened_at)) || float8send(open) || float8send(high)
      || float8send(low) || float8send(close) || float8send(volume), ''::bytea) as packed from (${bars}) as bar`,
  );
  return row?.packed ?? Buffer.alloc(0);
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
