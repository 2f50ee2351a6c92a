/** Puts the configured symbols into an empty list of tracked symbols; what somebody has edited since stays. */
import { sql } from "drizzle-orm";
import type { ConfiguredSymbol } from "@/lib/config/symbols";
import type { Db } from "@/lib/db/connect";
import { trackedSymbols } from "@/lib/db/schema";

/** Returns how many symbols were added; 0 once the list holds any. */
export async function seedTrackedSymbols(
  { db }: { db: Db },
  symbols: readonly ConfiguredSymbol[],
): Promise<number> {
  return db.transaction(async (tx) => {
    // Two processes may start on an empty database at once.
    await tx.execute(sql`lock table ${trackedSymbols} in share row exclusive mode`);
    const existing = await tx
      .select({ symbol: trackedSymbols.symbol })
      .from(trackedSymbols)
      .limit(1);
    if (existing.length > 0 || symbols.length === 0) return 0;
    await tx.insert(trackedSymbols).values([...symbols]);
    return symbols.length;
  });
}
