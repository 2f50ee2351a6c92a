/** Failures of jobs: written when one fails, resolved when the same series succeeds or a person says so. */
import { and, eq, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { featureComputationFailures } from "@/lib/db/schema";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { atMs, rowsOf, textArray } from "./run";

export type NewFailure = {
  symbol: string;
  timeframe: Timeframe;
  errorMessage: string;
  errorCode: string | null;
  fingerprint: string;
  executionId: string | null;
  failedAt: Date;
  /** Attempts beyond the first. */
  retryCount: number;
};

export async function insertFailures(db: Db, failures: readonly NewFailure[]): Promise<void> {
  if (failures.length === 0) return;
  await db.insert(featureComputationFailures).values([...failures]);
}

/** A success resolves everything that failed before it on the same series; returns how many failures that were. */
export async function resolveFailures(
  db: Db,
  input: { symbol: string; timeframes: readonly Timeframe[]; now: Date; resolvedBy: string },
): Promise<number> {
  const rows = await rowsOf(
    db,
    sql`update feature_computation_failures set resolved = true, resolved_at = ${atMs(input.now.getTime())},
        resolved_by = ${input.resolvedBy}
      where symbol = ${input.symbol} and timeframe = any(${textArray(input.timeframes)}::text[]) and not resolved
      returning id`,
  );
  return rows.length;
}

/** False when there is no such failure or it is resolved already. */
export async function resolveFailure(
  db: Db,
  input: { id: number; now: Date; resolvedBy: string },
): Promise<boolean> {
  const rows = await db
    .update(featureComputationFailures)
    .set({ resolved: true, resolvedAt: input.now, resolvedBy: input.resolvedBy })
    .where(
      and(
        eq(featureComputationFailures.id, input.id),
        eq(featureComputationFailures.resolved, false),
      ),
    )
    .returning({ id: featureComputationFailures.id });
  return rows.length > 0;
}

/** The series behind unresolved failures: all, those of one error group, or the given ids; each once, oldest failure first. */
export async function selectUnresolvedSeries(
  db: Db,
  input: { ids?: readonly number[]; fingerprint?: string } = {},
): Promise<{ symbol: string; timeframe: Timeframe }[]> {
  return rowsOf(
    db,
    sql`select symbol, timeframe from feature_computation_failures where not resolved
      ${input.ids ? sql`and id = any(${`{${input.ids.join(",")}}`}::bigint[])` : sql``}
      ${input.fingerprint === undefined ? sql`` : sql`and fingerprint = ${input.fingerprint}`}
      group by symbol, timeframe order by min(id)`,
  );
}
