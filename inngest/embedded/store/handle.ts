/** The connection every store function takes: a pool, or a transaction on it. */
import type postgres from "postgres";
import type { Db } from "@/lib/db/connect";

export type Tx = postgres.Sql | postgres.TransactionSql;

/** postgres.js under a drizzle handle, on the same connection, so that both write in one transaction. */
export function clientOf(db: Db): Tx {
  const session: unknown = Reflect.get(db, "session");
  const client: unknown =
    typeof session === "object" && session !== null ? Reflect.get(session, "client") : undefined;
  if (typeof client !== "function") {
    throw new Error(
      "This drizzle handle has no postgres.js client: its session is not as expected.",
    );
  }
  return client as Tx;
}

/** Rows as one JSON parameter, so that the statement's text never changes and stays prepared. */
export const asJson = (rows: readonly unknown[]): string => JSON.stringify(rows);
