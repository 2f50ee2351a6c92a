/** Executions with their jobs counted, newest first. */
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { schedulerExecutionLog as log } from "@/lib/db/schema";
import type { ExecutionStatus, Trigger } from "@/lib/domain/vocabulary";

export type ExecutionFilters = {
  status?: readonly ExecutionStatus[] | undefined;
  trigger?: readonly Trigger[] | undefined;
  /** Executions with a job of this symbol. */
  symbol?: string | undefined;
  requestedBy?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

/** Place in the list: start with PostgreSQL's own precision, then id. */
export type ExecutionPosition = { startedAt: string; id: number };

/** Jobs of one execution by state, and the error most of them failed with. */
const jobCounts = sql`lateral (
  select count(*) filter (where j.status = 'completed')::int as completed,
         count(*) filter (where j.status = 'failed')::int as failed,
         count(*) filter (where j.status = 'cancelled')::int as cancelled,
         mode() within group (order by j.error_message)
           filter (where j.status = 'failed') as top_error
  from symbol_computation_status j
  where j.execution_id = ${log.executionId}
) as jobs`;

const listedColumns = {
  id: log.id,
  position: sql<string>`${log.startedAt}::text`,
  executionId: log.executionId,
  startedAt: log.startedAt,
  completedAt: log.completedAt,
  durationSeconds: log.durationSeconds,
  totalSymbols: log.totalSymbols,
  successfulSymbols: log.successfulSymbols,
  failedSymbols: log.failedSymbols,
  totalRecordsProcessed: log.totalRecordsProcessed,
  status: sql<ExecutionStatus>`${log.status}`,
  errorMessage: log.errorMessage,
  trigger: sql<Trigger>`${log.trigger}`,
  requestedBy: log.requestedBy,
  reason: log.reason,
  parentExecutionId: log.parentExecutionId,
  totalJobs: log.totalJobs,
  totalRequests: log.totalRequests,
  rateLimitedCount: log.rateLimitedCount,
  pausedAt: log.pausedAt,
  pausedUntil: log.pausedUntil,
  completedJobs: sql<number>`jobs.completed`,
  failedJobs: sql<number>`jobs.failed`,
  cancelledJobs: sql<number>`jobs.cancelled`,
  topError: sql<string | null>`jobs.top_error`,
} as const;

export type ListedExecution = Awaited<ReturnType<typeof selectExecutions>>[number];

/** Up to `limit` executions before a place in the list, newest first. */
export async function selectExecutions(
  db: Db,
  filters: ExecutionFilters,
  page: { limit: number; before?: ExecutionPosition | null },
) {
  return db
    .select(listedColumns)
    .from(log)
    .crossJoin(jobCounts)
    .where(and(...executionConditions(filters), beforePosition(page.before ?? null)))
    .orderBy(desc(log.startedAt), desc(log.id))
    .limit(page.limit);
}

/** One execution with what it was asked and how it was configured, or null. */
export async function selectExecution(db: Db, executionId: string) {
  const [row] = await db
    .select({
      ...listedColumns,
      scope: log.scope,
      config: log.config,
      result: log.result,
      cancelRequestedAt: log.cancelRequestedAt,
      pauseReason: log.pauseReason,
      resumedAfterCrashAt: log.resumedAfterCrashAt,
      priority: log.priority,
      newestFirst: log.newestFirst,
    })
    .from(log)
    .crossJoin(jobCounts)
    .where(eq(log.executionId, executionId));
  return row ?? null;
}

/** Conditions on `scheduler_execution_log` that the filters ask for. */
export function executionConditions(filters: ExecutionFilters): (SQL | undefined)[] {
  const { status, trigger, symbol, requestedBy, from, to } = filters;
  return [
    status && inArray(log.status, [...status]),
    trigger && inArray(log.trigger, [...trigger]),
    symbol === undefined
      ? undefined
      : sql`exists (select 1 from symbol_computation_status j
          where j.execution_id = ${log.executionId} and j.symbol = ${symbol})`,
    requestedBy === undefined ? undefined : eq(log.requestedBy, requestedBy),
    from && gte(log.startedAt, from),
    to && lt(log.startedAt, to),
  ];
}

function beforePosition(before: ExecutionPosition | null): SQL | undefined {
  return before === null
    ? undefined
    : sql`(${log.startedAt}, ${log.id}) < (${before.startedAt}::timestamptz, ${before.id})`;
}
