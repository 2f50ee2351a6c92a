/** Half-open ranges of time as PostgreSQL multiranges: merged, subtracted and kept by the database itself. */
import { type SQL, sql } from "drizzle-orm";

/** [fromMs, toMs), ms since 1970 UTC. */
export type MsRange = { fromMs: number; toMs: number };

/** A multirange value; overlapping and touching ranges merge, empty ones vanish. */
export function multirangeOf(ranges: readonly MsRange[]): SQL {
  const parts = ranges
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .map(({ fromMs, toMs }) => `[${iso(fromMs)},${iso(toMs)})`);
  return sql`${`{${parts.join(",")}}`}::tstzmultirange`;
}

/** Select expression for a multirange column: JSON pairs of ms, ascending. */
export function rangesOf(column: string): SQL {
  return sql.raw(`(select coalesce(json_agg(json_build_array(
    (date_part('epoch', lower(part)) * 1000)::float8,
    (date_part('epoch', upper(part)) * 1000)::float8) order by part), '[]')
    from unnest(${column}) as part)`);
}

/** What `rangesOf` selects. */
export function readRanges(pairs: readonly (readonly [number, number])[]): MsRange[] {
  return pairs.map(([fromMs, toMs]) => ({ fromMs, toMs }));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
