/** Writes of tracked symbols. */
import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { trackedSymbols } from "@/lib/db/schema";
import type { AssetClass, Criticality, Timeframe } from "@/lib/domain/vocabulary";

export type NewSymbol = {
  symbol: string;
  name: string | null;
  assetClass: AssetClass;
  criticality: Criticality;
  timeframes: readonly Timeframe[];
};

/** Which of these are tracked, locked until the transaction ends; true where active. */
export async function selectSymbolsForUpdate(
  db: Db,
  symbols: readonly string[],
): Promise<Map<string, boolean>> {
  const rows = await db
    .select({ symbol: trackedSymbols.symbol, active: trackedSymbols.active })
    .from(trackedSymbols)
    .where(inArray(trackedSymbols.symbol, [...symbols]))
    .for("update");
  return new Map(rows.map((row) => [row.symbol, row.active]));
}

/** Inserts, or takes up again what was deactivated, with the new settings. */
export async function upsertSymbols(db: Db, symbols: readonly NewSymbol[]): Promise<void> {
  await db
    .insert(trackedSymbols)
    .values(symbols.map((symbol) => ({ ...symbol, timeframes: [...symbol.timeframes] })))
    .onConflictDoUpdate({
      target: trackedSymbols.symbol,
      set: {
        name: sql`coalesce(excluded.name, ${trackedSymbols.name})`,
        assetClass: sql`excluded.asset_class`,
        criticality: sql`excluded.criticality`,
        timeframes: sql`excluded.timeframes`,
        active: true,
        pausedUntil: null,
        pausedReason: null,
        updatedAt: sql`now()`,
      },
    });
}

export type SymbolChange = {
  name?: string | null;
  criticality?: Criticality;
  timeframes?: Timeframe[];
  active?: boolean;
  pausedUntil?: Date | null;
  pausedReason?: string | null;
};

/** False when it is not tracked. */
export async function updateSymbol(db: Db, symbol: string, change: SymbolChange): Promise<boolean> {
  const rows = await db
    .update(trackedSymbols)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(trackedSymbols.symbol, symbol))
    .returning({ symbol: trackedSymbols.symbol });
  return rows.length > 0;
}
