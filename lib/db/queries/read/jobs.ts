/** Jobs of executions. */
import { asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { symbolComputationStatus as jobs } from "@/lib/db/schema";
import { type JobStatus, TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";

const TIMEFRAME_ORDER = sql.raw(`array[${TIMEFRAMES.map((name) => `'${name}'`).join(", ")}]`);

export type ListedJob = Awaited<ReturnType<typeof selectJobsOfExecution>>[number];

/** Every job of an execution, in symbol order, short timeframes first. */
export function selectJobsOfExecution(db: Db, executionId: string) {
  return db
    .select({
      id: jobs.id,
      symbol: jobs.symbol,
      assetClass: jobs.assetClass,
      timeframe: sql<Timeframe>`${jobs.timeframe}`,
      status: sql<JobStatus>`${jobs.status}`,
      attempts: jobs.attempts,
      recordsProcessed: jobs.recordsProcessed,
      recordsInserted: jobs.recordsInserted,
      recordsChanged: jobs.recordsChanged,
      recordsRejected: jobs.recordsRejected,
      featuresComputed: jobs.featuresComputed,
      errorMessage: jobs.errorMessage,
      errorCode: jobs.errorCode,
      queuedAt: jobs.queuedAt,
      startedAt: jobs.startedAt,
      completedAt: jobs.completedAt,
      durationSeconds: jobs.durationSeconds,
      waitMs: jobs.waitMs,
      backoffMs: jobs.backoffMs,
      fetchMs: jobs.fetchMs,
      insertMs: jobs.insertMs,
      computeMs: jobs.computeMs,
    })
    .from(jobs)
    .where(eq(jobs.executionId, executionId))
    .orderBy(asc(jobs.symbol), sql`array_position(${TIMEFRAME_ORDER}, ${jobs.timeframe}::text)`);
}
