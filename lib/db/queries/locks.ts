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
