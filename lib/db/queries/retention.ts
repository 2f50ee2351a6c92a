/** Removes what has outlived its use, in small batches so that nobody waits for a long lock. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { atMs, rowsOf } from "./run";

/** The tables that grow with time, and the column that tells a row's age. */
const AGE_COLUMNS = {
  provider_requests: "started_at",
  execution_log_lines: "at",
  freshness_history: "changed_at",
  notification_deliveries: "created_at",
  idempotency_keys: "created_at",
  scheduler_heartbeats: "beat_at",
} as const;

export type Retained = keyof typeof AGE_COLUMNS;
export const RETAINED = Object.keys(AGE_COLUMNS) as Retained[];

const BATCH_ROWS = 5_000;

/** Returns how many rows went. */
export async function deleteOlder(
  db: Db,
  { what, before }: { what: Retained; before: Date },
): Promise<number> {
  const table = sql.identifier(what);
  const column = sql.identifier(AGE_COLUMNS[what]);
  let total = 0;
  for (;;) {
    const rows = await rowsOf(
      db,
      sql`delete from ${table} where ctid in (
        select ctid from ${table} where ${column} < ${atMs(before.getTime())} limit ${BATCH_ROWS}) returning 1`,
    );
    total += rows.length;
    if (rows.length < BATCH_ROWS) return total;
  }
}
