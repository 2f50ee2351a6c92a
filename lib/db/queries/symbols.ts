/** Tracked symbols, as planning and sweeping need them. */
import { asc, eq } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { trackedSymbols } from "@/lib/db/schema";
import type { AssetClass, Criticality, Timeframe } from "@/lib/domain/vocabulary";

export type TrackedSymbol = {
  symbol: string;
  assetClass: AssetClass;
  criticality: Criticality;
  timeframes: Timeframe[];
  active: boolean;
  pausedUntil: Date | null;
  pausedReason: string | null;
};

/** Every tracked symbol, inactive ones included, by name. */
export async function selectTrackedSymbols(db: Db): Promise<TrackedSymbol[]> {
  const rows = await db.select(COLUMNS).from(trackedSymbols).orderBy(asc(trackedSymbols.symbol));
  // Check constraints and the symbols API keep these columns to their vocabularies.
  return rows as TrackedSymbol[];
}

export async function selectTrackedSymbol(db: Db, symbol: string): Promise<TrackedSymbol | null> {
  const [row] = await db
    .select(COLUMNS)
    .from(trackedSymbols)
    .where(eq(trackedSymbols.symbol, symbol));
  return (row as TrackedSymbol | undefined) ?? null;
}

const COLUMNS = {
  symbol: trackedSymbols.symbol,
  assetClass: trackedSymbols.assetClass,
  criticality: trackedSymbols.criticality,
  timeframes: trackedSymbols.timeframes,
  active: trackedSymbols.active,
  pausedUntil: trackedSymbols.pausedUntil,
  pausedReason: trackedSymbols.pausedReason,
};
