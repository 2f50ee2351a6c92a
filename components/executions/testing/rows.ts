/** Rows for the tests of the executions pages. */
import type { ResponseOf } from "@/lib/client/call";

type ExecutionRow = ResponseOf<"executionHistory">["executions"][number];
type Execution = ResponseOf<"execution">;
type JobRow = Execution["jobs"][number];

export const EXECUTION_ID = "0199a0de-0000-7000-8000-000000000001";

export function executionRow(changes: Partial<ExecutionRow> = {}): ExecutionRow {
  return {
    execution_id: EXECUTION_ID,
    started_at: "2026-11-23T12:00:00.000Z",
    completed_at: "2026-11-23T12:01:30.000Z",
    duration_seconds: 90,
    total_symbols: 50,
    successful_symbols: 50,
    failed_symbols: 0,
    total_records_processed: 12_500,
    status: "completed",
    error_message: null,
    success_rate: 100,
    trigger: "schedule",
    requested_by: null,
    reason: null,
    parent_execution_id: null,
    total_jobs: 250,
    completed_jobs: 250,
    failed_jobs: 0,
    cancelled_jobs: 0,
    total_requests: 260,
    rate_limited_count: 0,
    paused: false,
    top_error: null,
    ...changes,
  };
}

export function jobRow(changes: Partial<JobRow> = {}): JobRow {
  return {
    id: 1,
    symbol: "AAPL",
    asset_class: "stock",
    timeframe: "1h",
    status: "completed",
    attempts: 1,
    records_processed: 120,
    records_inserted: 20,
    records_changed: 0,
    records_rejected: 0,
    features_computed: 20,
    error_message: null,
    error_code: null,
    queued_at: "2026-11-23T12:00:00.000Z",
    started_at: "2026-11-23T12:00:10.000Z",
    completed_at: "2026-11-23T12:00:14.000Z",
    duration_seconds: 4,
    wait_ms: 1_000,
    backoff_ms: 0,
    fetch_ms: 2_000,
    insert_ms: 600,
    compute_ms: 400,
    ...changes,
  };
}

export function executionAnswer(
  changes: Partial<Execution["execution"]> = {},
  rest: Partial<Omit<Execution, "execution">> = {},
): Execution {
  return {
    timestamp: "2026-11-23T12:05:00.000Z",
    execution: {
      ...executionRow(),
      scope: {},
      config: { max_concurrent_symbols: 3 },
      result: null,
      cancel_requested_at: null,
      paused_until: null,
      pause_reason: null,
      resumed_after_crash_at: null,
      priority: 0,
      newest_first: false,
      ...changes,
    },
    progress: {
      pending: 0,
      in_progress: 0,
      completed: 250,
      failed: 0,
      cancelled: 0,
      jobs_per_minute: null,
      eta_seconds_low: null,
      eta_seconds_high: null,
      budget_left: null,
    },
    usual: { median_seconds: 85, p95_seconds: 140 },
    verdict: "All 250 jobs completed in 1 m 30 s, as long as usual.",
    config_changes: [],
    previous_execution_id: null,
    children: [],
    notes: [],
    jobs: [jobRow()],
    ...rest,
  };
}
