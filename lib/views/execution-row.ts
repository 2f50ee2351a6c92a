/** An execution as every list shows it. */
import type { z } from "zod";
import type { executionFilters, executionRow } from "@/lib/contract/executions";
import type { ExecutionFilters, ListedExecution } from "@/lib/db/queries/read/executions";
import { flooredPct, toInstant, toInstantOrNull } from "./wire";

export type ExecutionRow = z.output<typeof executionRow>;

/** The columns of an execution that its wire row is made of. */
export function toExecutionRow(row: ListedExecution, now: Date): ExecutionRow {
  return {
    execution_id: row.executionId,
    started_at: toInstant(row.startedAt),
    completed_at: toInstantOrNull(row.completedAt),
    duration_seconds: row.durationSeconds,
    total_symbols: row.totalSymbols,
    successful_symbols: row.successfulSymbols,
    failed_symbols: row.failedSymbols,
    total_records_processed: row.totalRecordsProcessed,
    status: row.status,
    error_message: row.errorMessage,
    success_rate: flooredPct(row.successfulSymbols, row.totalSymbols),
    trigger: row.trigger,
    requested_by: row.requestedBy,
    reason: row.reason,
    parent_execution_id: row.parentExecutionId,
    total_jobs: row.totalJobs,
    completed_jobs: row.completedJobs,
    failed_jobs: row.failedJobs,
    cancelled_jobs: row.cancelledJobs,
    total_requests: row.totalRequests,
    rate_limited_count: row.rateLimitedCount,
    paused: isPaused(row, now),
    top_error: row.topError,
  };
}

function isPaused(row: ListedExecution, now: Date): boolean {
  return (
    row.status === "running" &&
    row.pausedAt !== null &&
    (row.pausedUntil === null || row.pausedUntil > now)
  );
}

export function toExecutionFilters(query: z.output<typeof executionFilters>): ExecutionFilters {
  return {
    status: query.status,
    trigger: query.trigger,
    symbol: query.symbol,
    requestedBy: query.requested_by,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
  };
}
