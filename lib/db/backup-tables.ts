/** Which tables a backup holds, and in which order they can be filled. */
import type postgres from "postgres";

export type Tx = postgres.TransactionSql;
export type BackupTable = { name: string; columns: string[] };

/** All tables of `public` and `engine`, partitions through their parent, parents of foreign keys first. */
export async function selectTables(tx: Tx): Promise<BackupTable[]> {
  const tables = await tx<{ oid: number; name: string; columns: string[] }[]>`
    select c.oid::int as oid,
           format('%I.%I', n.nspname, c.relname) as name,
           array(select format('%I', a.attname) from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'engine') and c.relkind in ('r', 'p') and not c.relispartition
    order by name`;
  const links = await tx<{ child: number; parent: number }[]>`
    select distinct conrelid::int as child, confrelid::int as parent
    from pg_constraint where contype = 'f' and conrelid <> confrelid`;
  return parentsFirst(tables, links).map(({ name, columns }) => ({ name, columns }));
}

function parentsFirst<T extends { oid: number }>(
  tables: readonly T[],
  links: readonly { child: number; parent: number }[],
): T[] {
  const waiting = new Map(tables.map((table) => [table.oid, table]));
  const ordered: T[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ oid }) =>
      links.every(({ child, parent }) => child !== oid || !waiting.has(parent)),
    );
    // Tables that refer to each other in a circle have no order; they come as they are.
    for (const table of ready.length > 0 ? ready : [...waiting.values()]) {
      ordered.push(table);
      waiting.delete(table.oid);
    }
  }
  return ordered;
}
