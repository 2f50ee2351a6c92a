/** Partitions of candles and features: made before they are written to, dropped when their time is over. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { atMs, rowOf, rowsOf } from "./run";

/** Makes the partitions that [fromMs, toMs] needs; returns how many were missing. Commits on its own: call it before a transaction, not in it. */
export async function ensureCandlePartitions(
  db: Db,
  input: { fromMs: number; toMs: number },
): Promise<number> {
  const row = await rowOf<{ created: number }>(
    db,
    sql`select ensure_candle_partitions(${atMs(input.fromMs)}, ${atMs(input.toMs)}) as created`,
  );
  return row?.created ?? 0;
}

export type Partition = { name: string; parent: "candles" | "quant_features"; suffix: string };

/** Every partition, oldest first. Names end in `_mYYYYMM` (a month) or `_yYYYY` (ten years). */
export async function selectPartitions(db: Db): Promise<Partition[]> {
  return rowsOf<Partition>(
    db,
    sql`select child.relname as name, parent.relname as parent,
        substr(child.relname, length(parent.relname) + 2) as suffix
      from pg_inherits
      join pg_class child on child.oid = inhrelid
      join pg_class parent on parent.oid = inhparent
      where parent.relname in ('candles', 'quant_features') and child.relkind = 'r'
      order by child.relname`,
  );
}

/** Removes whole partitions; their rows are gone at once, without a vacuum. */
export async function dropPartitions(db: Db, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await db.execute(sql`drop table if exists ${sql.identifier(name)}`);
  }
}

/** After partitions went: counts the bars that are left, once per series. */
export async function recountSeries(db: Db): Promise<void> {
  await db.execute(sql`
    update series set bar_count = coalesce(kept.count, 0), first_opened_at = kept.first, last_opened_at = kept.last,
      dirty_from = case when kept.first is null then null else greatest(series.dirty_from, kept.first) end
    from series as every_one
    left join (
      select series_id, count(*) as count, min(opened_at) as first, max(opened_at) as last
      from candles group by series_id
    ) as kept on kept.series_id = every_one.id
    where every_one.id = series.id`);
}
