/** Locks that hold until the transaction ends. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";

/** One start at a time: two triggers at the same moment see each other's jobs. */
export async function takeStartLock(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('candlewatch.start-execution'))`);
}

/** One claim of a symbol's jobs at a time. */
export async function takeSymbolLock(tx: Db, symbol: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`candlewatch.symbol ${symbol}`}))`);
}

/** The five-character code of PostgreSQL, null when the error is not the database's. */
function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code)) {
    return error.code;
  }
  return sqlStateOf(error.cause);
}

const CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
]);

/** Whether a statement failed because the database is away, starting, full or shutting down: worth another attempt. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return /^(08|53|57P|40)/.test(state);
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && CONNECTION_CODES.has(error.code)) {
    return true;
  }
  return isDatabaseAway(error.cause);
}
