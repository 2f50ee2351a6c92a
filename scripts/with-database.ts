/** For commands that need the database whether or not Candlewatch runs: DATABASE_URL, the running one, or a start of our own. */
import type { Env } from "@/lib/config/env-schema";
import { connectSql, type Sql } from "@/lib/db/connect";
import { claimDataDir } from "./launcher/data-dir";
import { startPostgres } from "./postgres.mjs";

/** `env.databaseUrl` names the running embedded server too: `running-env.mjs` has set it. */
export async function withDatabase<T>(
  env: Env,
  work: (sql: Sql, url: string) => Promise<T>,
): Promise<T> {
  if (env.databaseUrl !== undefined) return withPool(env.databaseUrl, work);
  const lock = claimDataDir(env.dataDir, "a maintenance command");
  try {
    const postgres = await startPostgres({ dataDir: env.dataDir });
    try {
      return await withPool(postgres.url, work);
    } finally {
      await postgres.stop();
    }
  } finally {
    lock.release();
  }
}

async function withPool<T>(url: string, work: (sql: Sql, url: string) => Promise<T>): Promise<T> {
  const sql = connectSql(url, { max: 2, statementTimeoutMs: 0 });
  try {
    return await work(sql, url);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
