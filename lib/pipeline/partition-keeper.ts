/** Sees to it that the partitions of a write exist, asking the database once per month and process. */
import type { Db } from "@/lib/db/connect";
import { ensureCandlePartitions } from "@/lib/db/queries/partitions";

const known = new WeakMap<Db, Set<string>>();

/** Call it before the transaction that writes: creating a partition locks the whole table for a moment. */
export async function keepPartitions(
  db: Db,
  range: { fromMs: number; toMs: number },
): Promise<void> {
  const months = known.get(db) ?? new Set<string>();
  known.set(db, months);
  const missing = monthsOf(range).filter((month) => !months.has(month));
  if (missing.length === 0) return;
  await ensureCandlePartitions(db, range);
  for (const month of missing) months.add(month);
}

/** Forgets what exists, as after retention dropped partitions. */
export function forgetPartitions(db: Db): void {
  known.delete(db);
}

function monthsOf({ fromMs, toMs }: { fromMs: number; toMs: number }): string[] {
  const months: string[] = [];
  const cursor = new Date(fromMs);
  cursor.setUTCDate(1);
  cursor.setUTCHours(0, 0, 0, 0);
  while (cursor.getTime() <= toMs) {
    months.push(cursor.toISOString().slice(0, 7));
    cursor.setUTCMonth(cursor.getUTCMonth() + 1);
  }
  return months;
}
