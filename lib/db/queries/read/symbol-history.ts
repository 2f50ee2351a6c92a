/** What happened to one symbol: its jobs, the bars that were refused, its splits. */
import { desc, eq, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import {
  baseStreams,
  symbolComputationStatus as jobs,
  quarantinedBars,
  splits,
} from "@/lib/db/schema";
import type { Timeframe } from "@/lib/domain/vocabulary";

/** The newest jobs of a symbol. */
export function selectJobsOfSymbol(db: Db, symbol: string, limit: number) {
  return db
    .select({
      executionId: jobs.executionId,
      timeframe: sql<Timeframe>`${jobs.timeframe}`,
      status: jobs.status,
      startedAt: jobs.startedAt,
      durationSeconds: jobs.durationSeconds,
      recordsInserted: jobs.recordsInserted,
      recordsChanged: jobs.recordsChanged,
      errorMessage: jobs.errorMessage,
    })
    .from(jobs)
    .where(eq(jobs.symbol, symbol))
    .orderBy(desc(jobs.id))
    .limit(limit);
}

/** The bars that were refused most recently. */
export function selectQuarantinedBars(db: Db, symbol: string, limit: number) {
  return db
    .select()
    .from(quarantinedBars)
    .where(eq(quarantinedBars.symbol, symbol))
    .orderBy(desc(quarantinedBars.lastSeenAt), desc(quarantinedBars.id))
    .limit(limit);
}

/** Newest first. */
export function selectSplitsOfSymbol(db: Db, symbol: string) {
  return db
    .select()
    .from(splits)
    .where(eq(splits.symbol, symbol))
    .orderBy(desc(splits.executionDate), splits.splitFrom, splits.splitTo);
}

/** The earliest bar that the vendor's plan gives for any of the symbol's streams; null = not met yet. */
export async function selectPlanEarliest(db: Db, symbol: string): Promise<Date | null> {
  const [row] = await db
    .select({
      at: sql<Date | null>`min(${baseStreams.planEarliest})`.mapWith(baseStreams.planEarliest),
    })
    .from(baseStreams)
    .where(eq(baseStreams.symbol, symbol));
  return row?.at ?? null;
}
