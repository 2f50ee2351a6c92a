/**
 * Transactions that survive the loss of their connection. postgres.js 3.4.9 answers a failed transaction with
 * `rollback`, even when its connection is gone or already serves others. Here nothing more is sent on it, and the
 * transaction rejects. What the library itself writes to a lost connection is mended in patches/postgres+3.4.9.patch.
 */
import type postgres from "postgres";

type Begin = postgres.Sql["begin"];

const GONE = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  // FATAL messages of the server, after which it closes the connection.
  "25P03",
  "25P04",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
]);

function isGone(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && GONE.has(String(error.code))
  );
}

/** Replaces the pool's `begin`; `db.transaction` of drizzle goes through it as well. */
export function makeBeginSafe(sql: postgres.Sql): void {
  const begin: (...args: unknown[]) => Promise<unknown> = sql.begin.bind(sql) as never;
  const safe = (...args: unknown[]) => {
    const work = args.pop() as (tx: postgres.TransactionSql) => unknown;
    const connection = { gone: false };
    const outer = begin(...args, (tx: postgres.TransactionSql) => guard(work, tx, connection));
    outer.catch(() => {
      connection.gone = true;
    });
    return outer;
  };
  sql.begin = safe as Begin;
}

async function guard(
  work: (tx: postgres.TransactionSql) => unknown,
  tx: postgres.TransactionSql,
  connection: { gone: boolean },
): Promise<unknown> {
  try {
    const result = await work(guarded(tx, connection));
    const values = Array.isArray(result) ? await Promise.all(result) : result;
    if (!connection.gone) return values;
  } catch (error) {
    if (isGone(error)) connection.gone = true;
    if (!connection.gone) throw error;
  }
  // The pool rejects the transaction when it sees the connection close; until then, silence. A promise of its own
  // each time: one shared by all would keep every transaction that ever waited on it.
  return new Promise(() => undefined);
}

/** Rejects in every way in which a query of postgres.js can be asked, and only there. */
function refuse() {
  const error = Object.assign(new Error("The transaction's connection is gone."), {
    code: "CONNECTION_CLOSED",
  });
  const refused = Promise.reject(error);
  const itself = () => refused;
  return Object.assign(refused, {
    values: itself,
    raw: itself,
    simple: itself,
    execute: itself,
    readable: itself,
    writable: itself,
  });
}

const SENDS = new Set<string | symbol>(["unsafe", "file"]);

/** A savepoint that fails makes postgres.js send `rollback to`, out of reach of what is refused here. */
function refuseSavepoint() {
  return Promise.reject(new Error("Transactions have no savepoints here: begin another one."));
}

/** The same handle, refusing statements once the connection is gone. */
function guarded(
  tx: postgres.TransactionSql,
  connection: { gone: boolean },
): postgres.TransactionSql {
  return new Proxy(tx, {
    apply: (target, self, args: unknown[]) => {
      const isQuery = Array.isArray(args[0]) && "raw" in args[0];
      if (isQuery && connection.gone) return refuse();
      return Reflect.apply(target as never, self, args);
    },
    get: (target, key) => {
      if (key === "savepoint") return refuseSavepoint;
      if (SENDS.has(key) && connection.gone) return refuse;
      return Reflect.get(target, key, target);
    },
  });
}
