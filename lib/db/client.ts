/** The app's database: one pool per process, however often bundlers copy this module. */
import "server-only";
import { env } from "@/lib/env";
import { connectSql, type Sql } from "./connect";
import { connectDb, type DbConnection } from "./connect-db";

export type { Sql } from "./connect";

/** Few connections, each with its caches and prepared statements warm, serve more than many cold ones. */
const POOL_SIZE = 10;
const RAW_POOL_SIZE = 10;

type Pools = { drizzle?: DbConnection; raw?: Sql };

const holder: { [key: symbol]: Pools | undefined } = globalThis as never;
const POOLS = Symbol.for("candlewatch.pools");
holder[POOLS] ??= {};
const pools: Pools = holder[POOLS];

/** `npm start` always sets it; a build or a type check imports this without one and never connects. */
const url = env.databaseUrl ?? "postgres://candlewatch@localhost/candlewatch";

pools.drizzle ??= connectDb(url, { max: POOL_SIZE });

/** Connects at the first query, so importing this at build time needs no server. */
export const db = pools.drizzle.db;

/** The raw pool for LISTEN, COPY and the engine's store; opened when first asked for. */
export function rawSql(): Sql {
  pools.raw ??= connectSql(url, { max: RAW_POOL_SIZE, applicationName: "candlewatch-raw" });
  return pools.raw;
}

/** Lets running statements end, then closes every connection of this process. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([pools.drizzle?.close(), pools.raw?.end({ timeout: 5 })]);
}
