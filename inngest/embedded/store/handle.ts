/** The connection every store function takes: a pool, or a transaction on it. */
import postgres from "postgres";
import type { Db, Sql } from "@/lib/db/connect";

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

/**
 * A transaction that cannot outlive its process by much: if the process stalls (stopped, swapped out, cut off), the
 * server ends it after the lease, so that its locks never stop the others for longer.
 */
export function inLeasedTransaction<T>(
  sql: Sql,
  leaseMs: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const timeout = `${Math.max(1_000, Math.round(leaseMs))}ms`;
  return sql.begin(async (tx) => {
    const limit = tx`select set_config('idle_in_transaction_session_timeout', ${timeout}, true)`;
    const [, value] = await Promise.all([limit, work(tx)]);
    return value;
  }) as Promise<T>;
}

/** One more connection to the same server, kept open whatever the pool does; replaced by itself when it is lost. */
export function ownConnection(sql: Sql): Sql {
  return postgres({ ...sql.options, max: 1, idle_timeout: 0, max_lifetime: null } as never);
}
