/** The connection every store function takes: a pool, or a transaction on it. */
import type postgres from "postgres";
import type { Db, Sql } from "@/lib/db/connect";
import { dropConnections } from "@/lib/db/sockets";

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
export async function inLeasedTransaction<T>(
  sql: Sql,
  leaseMs: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const idleMs = Math.max(1_000, Math.round(leaseMs));
  const isWhole = await answeredInTime(sql, leaseMs, limitsWholeTransactions(sql));
  const done = sql.begin(async (tx) => {
    const limit = isWhole
      ? tx`select set_config('idle_in_transaction_session_timeout', ${`${idleMs}ms`}, true),
                  set_config('transaction_timeout', ${`${idleMs + LONGEST_SILENCE_MS}ms`}, true)`
      : tx`select set_config('idle_in_transaction_session_timeout', ${`${idleMs}ms`}, true)`;
    const [, value] = await Promise.all([limit, work(tx)]);
    return value;
  }) as Promise<T>;
  return answeredInTime(sql, leaseMs, done);
}

const WHOLE = new WeakMap<object, boolean>();
const TRANSACTION_TIMEOUT_SINCE = 170_000;

/**
 * PostgreSQL 17 and later can also end a client that stalled between the parts of one statement, which does not count
 * as idle. Asked once per pool.
 */
async function limitsWholeTransactions(sql: Sql): Promise<boolean> {
  const known = WHOLE.get(sql.options);
  if (known !== undefined) return known;
  const [row] = await sql<{ version: number }[]>`
    select current_setting('server_version_num')::int as version`;
  const answer = (row?.version ?? 0) >= TRANSACTION_TIMEOUT_SINCE;
  WHOLE.set(sql.options, answer);
  return answer;
}

/** Beyond the lease, within which the server ends whoever stands in our way. */
const LONGEST_SILENCE_MS = 5_000;
/** The patience is spent in slices: a process that was held up itself has lost only one of them. */
const SLICES = 8;

/** A question without an answer well past the lease has lost its connection: the pool's are cut, and it rejects. */
export async function answeredInTime<T>(sql: Sql, leaseMs: number, asked: Promise<T>): Promise<T> {
  const sliceMs = (leaseMs + LONGEST_SILENCE_MS) / SLICES;
  let left = SLICES;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    timer = setTimeout(() => {
      left -= 1;
      if (left === 0) dropConnections(sql);
      else wait();
    }, sliceMs);
  };
  wait();
  try {
    return await asked;
  } finally {
    left = 0;
    clearTimeout(timer);
  }
}
