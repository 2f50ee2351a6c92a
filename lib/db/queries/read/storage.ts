/** Sizes of tables and partitions, indexes included. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowOf, rowsOf } from "@/lib/db/queries/run";

export type StoredTable = {
  schema: string;
  name: string;
  bytes: number;
  rows: number;
  partitions: number;
};

/** Every table of ours with the sum of its partitions, largest first. */
export function selectStoredTables(db: Db): Promise<StoredTable[]> {
  return rowsOf<StoredTable>(
    db,
    sql`select schema.nspname as schema, owner.relname as name,
        sum(pg_total_relation_size(part.oid))::float8 as bytes,
        sum(greatest(part.reltuples, 0))::float8 as rows,
        count(*) filter (where part.oid <> owner.oid)::int as partitions
      from pg_class part
      left join pg_inherits link on link.inhrelid = part.oid
      join pg_class owner on owner.oid = coalesce(link.inhparent, part.oid)
      join pg_namespace schema on schema.oid = owner.relnamespace
      where part.relkind in ('r', 'p') and schema.nspname in ('public', 'engine')
      group by 1, 2 order by bytes desc, name`,
  );
}

export type StoredPartition = { name: string; table: string; bytes: number; rows: number };

/** Partitions of the bars and features, oldest first. */
export function selectStoredPartitions(db: Db): Promise<StoredPartition[]> {
  return rowsOf<StoredPartition>(
    db,
    sql`select child.relname as name, parent.relname as table,
        pg_total_relation_size(child.oid)::float8 as bytes, greatest(child.reltuples, 0)::float8 as rows
      from pg_inherits
      join pg_class child on child.oid = inhrelid
      join pg_class parent on parent.oid = inhparent
      where parent.relname in ('candles', 'quant_features') and child.relkind = 'r'
      order by substr(child.relname, length(parent.relname) + 3), child.relname`,
  );
}

export async function selectDatabaseBytes(db: Db): Promise<number> {
  const row = await rowOf<{ bytes: number }>(
    db,
    sql`select pg_database_size(current_database())::float8 as bytes`,
  );
  return row?.bytes ?? 0;
}
