/** Small helpers for hand-written SQL: typed rows, and bulk parameters as array literals. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";

/** Runs hand-written SQL. `Row` names what the select list says: cast numbers to float8 or int4 and instants to epoch ms there. */
export async function rowsOf<Row extends Record<string, unknown>>(
  db: Db,
  query: SQL,
): Promise<Row[]> {
  // The select list of each query is written to its Row type; nothing checks it but the tests on the real database.
  return [...(await db.execute(query))] as unknown as Row[];
}

/** The first row, or null. */
export async function rowOf<Row extends Record<string, unknown>>(
  db: Db,
  query: SQL,
): Promise<Row | null> {
  const [row] = await rowsOf<Row>(db, query);
  return row ?? null;
}

/**
 * Numbers as the text of a PostgreSQL array, null and NaN as NULL: one parameter however many rows, and the shortest text that
 * reads back to the same double.
 */
export function numberArray(
  values: ArrayLike<number | null>,
  from = 0,
  to = values.length,
): string {
  const parts = new Array<string>(to - from);
  for (let index = from; index < to; index += 1) {
    const value = values[index];
    parts[index - from] = Number.isNaN(value ?? Number.NaN) ? "NULL" : String(value);
  }
  return `{${parts.join(",")}}`;
}

/** Texts as a PostgreSQL array literal; null stays null. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? "NULL" : quote(value))).join(",")}}`;
}

function quote(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** `timestamptz` from ms since 1970. */
export function atMs(ms: number): SQL {
  return sql`to_timestamp(${ms}::float8 / 1000)`;
}

/** ms since 1970 of a `timestamptz` expression; null stays null. */
export function msOf(expression: SQL | string): SQL {
  const source = typeof expression === "string" ? sql.raw(expression) : expression;
  return sql`(date_part('epoch', ${source}) * 1000)::float8`;
}

/** A nullable epoch-ms column as a Date. */
export function dateOf(ms: number | null | undefined): Date | null {
  return ms === null || ms === undefined ? null : new Date(ms);
}
