/** Cuts a page out of rows that were asked for with one more than shown. */
import { encodeCursor } from "./cursor";

/** `rows` holds up to `limit + 1` rows; the extra one only says that there is a next page. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursor: { kind: string; keysOf: (row: Row) => readonly unknown[] },
): { rows: Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: shown,
    nextCursor: more ? encodeCursor(cursor.kind, cursor.keysOf(last)) : null,
  };
}
