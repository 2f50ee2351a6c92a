/** Executions: history, one execution with its jobs, and what can be done to it. */
import { z } from "zod";
import { EXECUTION_STATUSES, JOB_STATUSES, TRIGGERS } from "@/lib/domain/vocabulary";
import {
  commaList,
  cursor,
  executionId,
  instant,
  limit,
  nextCursor,
  okResponse,
  reason,
  startedExecution,
  timeframe,
} from "./common";
import { defineEndpoint } from "./endpoint";

export const executionRow = z.object({
  execution_id: executionId,
  started_at: instant,
  completed_at: instant.nullable(),
  duration_seconds: z.number().nullable(),
  total_symbols: z.number().int(),
  successful_symbols: z.number().int(),
  failed_symbols: z.number().int(),
  total_records_processed: z.number().int(),
  status: z.enum(EXECUTION_STATUSES),
  error_message: z.string().nullable(),
  success_rate: z.number().describe("Per cent, one decimal, floored; 0 without symbols."),
  trigger: z.enum(TRIGGERS),
  requested_by: z.string().nullable(),
  reason: z.string().nullable(),
  parent_execution_id: executionId.nullable(),
  total_jobs: z.number().int(),
  completed_jobs: z.number().int(),
  failed_jobs: z.number().int(),
  cancelled_jobs: z.number().int(),
  total_requests: z.number().int(),
  rate_limited_count: z.number().int(),
  paused: z.boolean(),
  top_error: z.string().nullable(),
});

export const executionFilters = z.object({
  status: commaList(z.enum(EXECUTION_STATUSES)).optional(),
  trigger: commaList(z.enum(TRIGGERS)).optional(),
  symbol: z.string().max(20).optional(),
  requested_by: z.string().max(200).optional(),
  from: instant.optional(),
  to: instant.optional(),
});

export const executionHistory = defineEndpoint("executionHistory", {
  summary: "Executions, newest first.",
  query: executionFilters.extend({ limit: limit(100, 20), cursor }),
  rows: ({ executions }) => executions,
  response: z.object({
    timestamp: instant,
    executions: z.array(executionRow),
    next_cursor: nextCursor,
  }),
});

export const executionStats = defineEndpoint("executionStats", {
  summary: "Executions counted in equal slices of time, for the charts.",
  query: executionFilters.extend({
    from: instant,
    to: instant.optional(),
    buckets: limit(200, 60),
  }),
  response: z.object({
    timestamp: instant,
    bucket_seconds: z.number(),
    buckets: z.array(
      z.object({
        from: instant,
        completed: z.number().int(),
        partial: z.number().int().describe("Completed with failed symbols."),
        failed: z.number().int(),
        cancelled: z.number().int(),
        running: z.number().int(),
        success_pct: z.number().nullable().describe("Of symbols; null when none finished."),
        median_seconds: z.number().nullable(),
        p95_seconds: z.number().nullable(),
        requests: z.number().int(),
        rate_limited: z.number().int(),
      }),
    ),
    marks: z.array(
      z.object({
        at: instant,
        kind: z.enum(["policy", "incident", "session_open"]),
        label: z.string(),
      }),
    ),
  }),
});

export const jobRow = z.object({
  id: z.number().int(),
  symbol: z.string(),
  asset_class: z.string().nullable(),
  timeframe,
  status: z.enum(JOB_STATUSES),
  attempts: z.number().int(),
  records_processed: z.number().int(),
  records_inserted: z.number().int(),
  records_changed: z.number().int(),
  records_rejected: z.number().int(),
  features_computed: z.number().int(),
  error_message: z.string().nullable(),
  error_code: z.string().nullable(),
  queued_at: instant,
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
  duration_seconds: z.number().nullable(),
  wait_ms: z.number().int(),
  backoff_ms: z.number().int(),
  fetch_ms: z.number().int(),
  insert_ms: z.number().int(),
  compute_ms: z.number().int(),
});

const byId = z.object({ id: executionId });

export const execution = defineEndpoint("execution", {
  refusals: [404],
  summary: "One execution with every job of it.",
  params: byId,
  response: z.object({
    timestamp: instant,
    execution: executionRow.extend({
      scope: z.record(z.string(), z.unknown()),
      config: z.record(z.string(), z.unknown()),
      result: z.record(z.string(), z.unknown()).nullable(),
      cancel_requested_at: instant.nullable(),
      paused_until: instant.nullable(),
      pause_reason: z.string().nullable(),
      resumed_after_crash_at: instant.nullable(),
      priority: z.number().int(),
      newest_first: z.boolean(),
    }),
    progress: z.object({
      pending: z.number().int(),
      in_progress: z.number().int(),
      completed: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
      jobs_per_minute: z.number().nullable(),
      eta_seconds_low: z.number().nullable(),
      eta_seconds_high: z.number().nullable(),
      budget_left: z.number().int().nullable(),
    }),
    usual: z.object({ median_seconds: z.number().nullable(), p95_seconds: z.number().nullable() }),
    verdict: z.string(),
    config_changes: z.array(z.object({ key: z.string(), before: z.unknown(), after: z.unknown() })),
    previous_execution_id: executionId.nullable(),
    children: z.array(executionId).describe("Re-runs of this one."),
    notes: z
      .array(z.object({ at: instant, text: z.string() }))
      .describe("Of people, oldest first."),
    jobs: z.array(jobRow),
  }),
});

export const executionRequests = defineEndpoint("executionRequests", {
  refusals: [404],
  summary: "Every vendor call of an execution, oldest first.",
  params: byId,
  query: z.object({ symbol: z.string().max(20).optional(), limit: limit(1000, 200), cursor }),
  rows: ({ requests }) => requests,
  response: z.object({
    timestamp: instant,
    requests: z.array(
      z.object({
        id: z.number().int(),
        symbol: z.string().nullable(),
        timeframe: z.string().nullable(),
        purpose: z.string(),
        path: z.string(),
        status: z.number().int().nullable(),
        throttled_ms: z
          .number()
          .int()
          .describe("Waited for the own request budget before it was sent."),
        duration_ms: z.number().int().describe("From sending it to the end of the answer."),
        page: z.number().int().describe("Page of the question, from 1."),
        bytes: z.number().int(),
        rows: z.number().int(),
        vendor_request_id: z.string().nullable(),
        attempt: z.number().int(),
        retry_after_ms: z.number().int().nullable(),
        error_code: z.string().nullable(),
        error_message: z.string().nullable(),
        started_at: instant,
      }),
    ),
    next_cursor: nextCursor,
  }),
});

export const executionLog = defineEndpoint("executionLog", {
  refusals: [404],
  summary: "The log of an execution, oldest first.",
  params: byId,
  query: z.object({
    level: commaList(z.enum(["debug", "info", "note", "warn", "error"])).optional(),
    text: z.string().max(200).optional(),
    limit: limit(1000, 500),
    cursor,
  }),
  rows: ({ lines }) => lines,
  response: z.object({
    timestamp: instant,
    lines: z.array(
      z.object({
        id: z.number().int(),
        at: instant,
        level: z.string(),
        symbol: z.string().nullable(),
        timeframe: z.string().nullable(),
        message: z.string(),
      }),
    ),
    next_cursor: nextCursor,
  }),
});

export const executionCompare = defineEndpoint("executionCompare", {
  refusals: [404],
  summary: "Two executions job by job: what became slower, what failed anew, what recovered.",
  params: byId,
  query: z.object({ with: executionId }),
  response: z.object({
    timestamp: instant,
    a: executionRow,
    b: executionRow,
    rows: z.array(
      z.object({
        symbol: z.string(),
        timeframe,
        a_status: z.enum(JOB_STATUSES).nullable(),
        b_status: z.enum(JOB_STATUSES).nullable(),
        a_seconds: z.number().nullable(),
        b_seconds: z.number().nullable(),
        change: z.enum(["new_error", "recovered", "slower", "faster", "same", "only_a", "only_b"]),
        b_error: z.string().nullable(),
      }),
    ),
  }),
});

export const rerunFailed = defineEndpoint("rerunFailed", {
  refusals: [404, 409],
  summary: "A new execution of that execution's failed jobs only; 409 if none failed.",
  role: "operator",
  status: 202,
  params: byId,
  body: z.object({
    include_missing: z.boolean().default(false),
    newest_first: z.boolean().optional(),
    priority: z.number().int().min(-10).max(10).optional(),
    reason,
    token: z.string().max(200).optional().describe("Of the preview: what you saw is what runs."),
  }),
  response: startedExecution,
});

export const cancelExecution = defineEndpoint("cancelExecution", {
  refusals: [404, 409],
  summary: "Jobs under way finish, the rest become cancelled.",
  role: "operator",
  status: 202,
  params: byId,
  body: z.object({ reason }),
  response: z.object({
    timestamp: instant,
    finishing: z.number().int(),
    cancelled: z.number().int(),
  }),
});

export const pauseExecution = defineEndpoint("pauseExecution", {
  refusals: [404, 409],
  summary: "No further job starts until resumed, or until the given instant.",
  role: "operator",
  params: byId,
  body: z.object({ until: instant.optional(), reason }),
  response: okResponse,
});

export const noteExecution = defineEndpoint("noteExecution", {
  refusals: [404],
  summary: "Words of a person that stay with an execution: at its head and in its log.",
  role: "operator",
  params: byId,
  body: z.object({ text: z.string().trim().min(1).max(500) }),
  response: okResponse,
});

export const resumeExecution = defineEndpoint("resumeExecution", {
  refusals: [404, 409],
  summary: "Goes on where it was paused.",
  role: "operator",
  params: byId,
  response: okResponse,
});

export const pauseSchedule = defineEndpoint("pauseSchedule", {
  summary:
    "No scheduled execution starts until resumed, or until the given instant. Manual ones still do.",
  role: "operator",
  body: z.object({ until: instant.optional(), reason }),
  response: okResponse,
});

export const resumeSchedule = defineEndpoint("resumeSchedule", {
  summary: "Scheduled executions start again; one missed tick is caught up.",
  role: "operator",
  body: z.object({ reason }),
  response: okResponse,
});
