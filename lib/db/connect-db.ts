/** A pool for queries in drizzle's words. Apart from `connect.ts`, because drizzle takes longer to load than all the rest. */
import { drizzle } from "drizzle-orm/postgres-js";
import type { ISql, TransactionSql } from "postgres";
import { type ConnectOptions, connectSql, type Db, type Sql } from "./connect";

const CLOSE_TIMEOUT_SECONDS = 5;
/** Statements with more parameters are bulk writes of varying shape: preparing each would only fill memory. */
const MOST_PREPARED_PARAMETERS = 40;

export type DbConnection = {
  db: Db;
  /** Waits for running statements, then closes every connection. */
  close: () => Promise<void>;
};

/** A drizzle pool whose recurring statements are prepared once per connection. */
export function connectDb(url: string, options: ConnectOptions = {}): DbConnection {
  const client = connectSql(url, options);
  prepareRecurringStatements(client);
  prepareInTransactions(client);
  return { db: drizzle(client), close: () => client.end({ timeout: CLOSE_TIMEOUT_SECONDS }) };
}

/** Drizzle asks for a named statement only after `.prepare()`; parsing and planning each query anew costs more than running most. */
function prepareRecurringStatements(client: ISql) {
  const unprepared = client.unsafe;
  client.unsafe = (query, parameters, queryOptions) => {
    const count = parameters?.length ?? 0;
    const prepare = count > 0 && count <= MOST_PREPARED_PARAMETERS;
    return unprepared(query, parameters, prepare ? { ...queryOptions, prepare } : queryOptions);
  };
}

/** A transaction is a handle of its own. */
function prepareInTransactions(client: Sql) {
  const begin: (...args: unknown[]) => Promise<unknown> = client.begin.bind(client) as never;
  const preparing = (...args: unknown[]) => {
    const work = args.pop() as (tx: TransactionSql) => unknown;
    return begin(...args, (tx: TransactionSql) => {
      prepareRecurringStatements(tx);
      return work(tx);
    });
  };
  client.begin = preparing as Sql["begin"];
}
