/** Writes of executions, from the row that opens one to the statement that closes it exactly once. */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { schedulerExecutionLog } from "@/lib/db/schema";
import type { ExecutionStatus, Trigger } from "@/lib/domain/vocabulary";
import { atMs, dateOf, msOf, rowOf, rowsOf } from "./run";

export type NewExecution = {
  startedAt: Date;
  totalSymbols: number;
  totalJobs: number;
  trigger: Trigger;
  requestedBy: string | null;
  reason: string | null;
  parentExecutionId: string | null;
  priority: number;
  newestFirst: boolean;
  scope: Record<string, unknown>;
  config: Record<string, unknown>;
};

/** Creates the log row of an execution that runs from now on; returns its id. */
export async function insertExecution(db: Db, execution: NewExecution): Promise<string> {
  const [row] = await db
    .insert(schedulerExecutionLog)
    .values({ ...execution, status: "running" })
    .returning({ executionId: schedulerExecutionLog.executionId });
  if (!row) throw new Error("the execution was not stored");
  return row.executionId;
}

type ExecutionUpdate = {
  executionId: string;
  status: ExecutionStatus;
  completedAt: Date;
  successfulSymbols: number;
  failedSymbols: number;
  totalRecordsProcessed: number;
  errorMessage: string | null;
};

/** Writes totals and the duration computed from the stored start; an unknown id writes nothing and is false. */
export async function updateExecution(db: Db, update: ExecutionUpdate): Promise<boolean> {
  const { executionId, completedAt, ...values } = update;
  const rows = await db
    .update(schedulerExecutionLog)
    .set({ ...values, completedAt, durationSeconds: durationTo(completedAt) })
    .where(eq(schedulerExecutionLog.executionId, executionId))
    .returning({ id: schedulerExecutionLog.id });
  return rows.length > 0;
}

const durationTo = (end: Date) =>
  sql<number>`greatest(0, round(extract(epoch from (${atMs(end.getTime())} - started_at))))::int`;

export type ClosedExecution = {
  executionId: string;
  status: ExecutionStatus;
  successfulSymbols: number;
  failedSymbols: number;
  totalRecords: number;
  symbolsProcessed: number;
};

/**
 * Closes an execution whose jobs have all ended, with totals, duration and result; whoever comes second gets null.
 * Cancelled when that was asked for, failed when no symbol succeeded and one failed, else completed.
 */
export async function closeExecution(
  db: Db,
  input: { executionId: string; now: Date },
): Promise<ClosedExecution | null> {
  const row = await rowOf<{
    status: ExecutionStatus;
    success: number;
    failed: number;
    records: number;
    processed: number;
  }>(
    db,
    sql`with totals as (
        select count(*) filter (where ended and not any_failed and not any_cancelled) as success,
          count(*) filter (where any_failed) as failed, coalesce(sum(records), 0) as records,
          count(*) filter (where any_started) as processed
        from (
          select symbol, bool_and(status in ('completed', 'failed', 'cancelled')) as ended,
            bool_or(status = 'failed') as any_failed, bool_or(status = 'cancelled') as any_cancelled,
            bool_or(started_at is not null) as any_started, sum(records_processed) as records
          from symbol_computation_status where execution_id = ${input.executionId} group by symbol
        ) as by_symbol
      ), top_error as (
        select error_message, count(*) as count from symbol_computation_status
        where execution_id = ${input.executionId} and status = 'failed'
        group by error_message order by count(*) desc, error_message limit 1
      )
      update scheduler_execution_log as log set
        status = case when cancel_requested_at is not null then 'cancelled'
          when totals.success = 0 and totals.failed > 0 then 'failed' else 'completed' end,
        completed_at = ${atMs(input.now.getTime())}, duration_seconds = ${durationTo(input.now)},
        successful_symbols = totals.success, failed_symbols = totals.failed, total_records_processed = totals.records,
        error_message = case when totals.success = 0 and totals.failed > 0
          then (select error_message from top_error) else log.error_message end,
        result = jsonb_build_object('success', totals.success, 'failed', totals.failed, 'total_records', totals.records,
          'timestamp', to_char(${atMs(input.now.getTime())} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'symbols_processed', totals.processed)
      from totals
      where log.execution_id = ${input.executionId} and log.status = 'running' and not exists (
        select 1 from symbol_computation_status as job
        where job.execution_id = log.execution_id and job.status in ('pending', 'in_progress'))
      returning log.status, totals.success::int, totals.failed::int, totals.records::float8, totals.processed::int`,
  );
  if (!row) return null;
  return {
    executionId: input.executionId,
    status: row.status,
    successfulSymbols: row.success,
    failedSymbols: row.failed,
    totalRecords: row.records,
    symbolsProcessed: row.processed,
  };
}

export type ExecutionState = {
  status: ExecutionStatus;
  trigger: Trigger;
  cancelRequestedAt: Date | null;
  pausedAt: Date | null;
  pausedUntil: Date | null;
  newestFirst: boolean;
  priority: number;
  scope: Record<string, unknown>;
  config: Record<string, unknown>;
};

/** What a run must know before it goes on; null for an unknown id. */
export async function selectExecutionState(
  db: Db,
  executionId: string,
): Promise<ExecutionState | null> {
  const log = schedulerExecutionLog;
  const [row] = await db
    .select({
      status: log.status,
      trigger: log.trigger,
      cancelRequestedAt: log.cancelRequestedAt,
      pausedAt: log.pausedAt,
      pausedUntil: log.pausedUntil,
      newestFirst: log.newestFirst,
      priority: log.priority,
      scope: log.scope,
      config: log.config,
    })
    .from(log)
    .where(eq(log.executionId, executionId));
  // Check constraints keep status and trigger to their vocabularies; scope and config are written as objects only.
  return (row as ExecutionState | undefined) ?? null;
}

export type RunningExecution = {
  executionId: string;
  startedAt: Date;
  trigger: Trigger;
  priority: number;
  paused: boolean;
  openJobs: number;
  inProgress: number;
  /** Newest sign of life: a job that began or ended, or a vendor call. */
  lastActivityAt: Date;
  resumedAfterCrashAt: Date | null;
};

/** Every execution that is still open, oldest first. */
export async function selectRunningExecutions(db: Db): Promise<RunningExecution[]> {
  const rows = await rowsOf<{
    execution_id: string;
    started_ms: number;
    trigger: Trigger;
    priority: number;
    paused: boolean;
    open_jobs: number;
    in_progress: number;
    activity_ms: number;
    resumed_ms: number | null;
  }>(
    db,
    sql`select log.execution_id, ${msOf("log.started_at")} as started_ms, log.trigger, log.priority,
        log.paused_at is not null as paused, ${msOf("log.resumed_after_crash_at")} as resumed_ms,
        count(job.id) filter (where job.status in ('pending', 'in_progress'))::int as open_jobs,
        count(job.id) filter (where job.status = 'in_progress')::int as in_progress,
        ${msOf(sql`greatest(log.started_at, log.resumed_after_crash_at, max(job.started_at), max(job.completed_at),
          (select max(started_at) from provider_requests as request where request.execution_id = log.execution_id))`)} as activity_ms
      from scheduler_execution_log as log
      left join symbol_computation_status as job on job.execution_id = log.execution_id
      where log.status = 'running' group by log.id order by log.id`,
  );
  return rows.map((row) => ({
    executionId: row.execution_id,
    startedAt: new Date(row.started_ms),
    trigger: row.trigger,
    priority: row.priority,
    paused: row.paused,
    openJobs: row.open_jobs,
    inProgress: row.in_progress,
    lastActivityAt: new Date(row.activity_ms),
    resumedAfterCrashAt: dateOf(row.resumed_ms),
  }));
}

/** Asks a running execution to stop; false when it is unknown, over, or asked already. */
export async function updateCancelRequested(
  db: Db,
  input: { executionId: string; now: Date; reason: string | null },
): Promise<boolean> {
  const log = schedulerExecutionLog;
  const rows = await db
    .update(log)
    .set({ cancelRequestedAt: input.now, errorMessage: input.reason })
    .where(
      and(
        eq(log.executionId, input.executionId),
        eq(log.status, "running"),
        isNull(log.cancelRequestedAt),
      ),
    )
    .returning({ id: log.id });
  return rows.length > 0;
}

/** Pauses (`pausedAt` set) or resumes (null) a running execution; false when it is not running. */
export async function updatePaused(
  db: Db,
  input: {
    executionId: string;
    pausedAt: Date | null;
    pausedUntil: Date | null;
    pauseReason: string | null;
  },
): Promise<boolean> {
  const { executionId, ...values } = input;
  const log = schedulerExecutionLog;
  const rows = await db
    .update(log)
    .set(values)
    .where(and(eq(log.executionId, executionId), eq(log.status, "running")))
    .returning({ id: log.id });
  return rows.length > 0;
}

export async function updateResumedAfterCrash(
  db: Db,
  input: { executionId: string; now: Date },
): Promise<void> {
  await db
    .update(schedulerExecutionLog)
    .set({ resumedAfterCrashAt: input.now })
    .where(eq(schedulerExecutionLog.executionId, input.executionId));
}

export async function countExecutions(db: Db): Promise<number> {
  const row = await rowOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from scheduler_execution_log`,
  );
  return row?.count ?? 0;
}
