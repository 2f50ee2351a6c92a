/** Brings a database to the schema of this release. Safe to call from several processes at once. */
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { AppError } from "@/lib/errors";
import { connectSql, type Sql } from "./connect";

export const MIGRATIONS_DIR = fileURLToPath(new URL("../../drizzle/migrations", import.meta.url));

/** Any constant: everybody who migrates takes this lock first. */
const LOCK_KEY = 7_204_019;
const OLDEST_MAJOR = 15;

/**
 * Applies what is missing, all or nothing, and returns how many migrations that were.
 *
 * @throws AppError `unavailable` when the server is older than PostgreSQL 15
 */
export async function migrateDatabase(url: string): Promise<number> {
  const sql = connectSql(url, {
    max: 1,
    applicationName: "candlewatch-migrate",
    statementTimeoutMs: 0,
  });
  try {
    await requireVersion(sql);
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    const before = await countApplied(sql);
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS_DIR });
    return (await countApplied(sql)) - before;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function requireVersion(sql: Sql) {
  const [row] = await sql<{ version: number }[]>`
    select current_setting('server_version_num')::int as version`;
  const major = Math.floor((row?.version ?? 0) / 10_000);
  if (major >= OLDEST_MAJOR) return;
  throw new AppError(
    "unavailable",
    `DATABASE_URL leads to PostgreSQL ${major}; version ${OLDEST_MAJOR} or later is needed.`,
  );
}

async function countApplied(sql: Sql): Promise<number> {
  const [table] = await sql<{ exists: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as exists`;
  if (!table?.exists) return 0;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from drizzle.__drizzle_migrations`;
  return row?.count ?? 0;
}
