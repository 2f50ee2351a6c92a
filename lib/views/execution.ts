/** One execution: how it went, against what is usual, with every job of it. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import {
  selectChildExecutionIds,
  selectPreviousExecution,
  selectUsualDuration,
} from "@/lib/db/queries/read/execution-context";
import { selectExecution } from "@/lib/db/queries/read/executions";
import { selectJobsOfExecution } from "@/lib/db/queries/read/jobs";
import { selectLogLines } from "@/lib/db/queries/read/log-lines";
import { diffConfig } from "./config-changes";
import type { ViewDeps } from "./deps";
import { gradeProgress, type Progress } from "./execution-progress";
import { toExecutionRow } from "./execution-row";
import { describeExecution } from "./execution-verdict";
import { toJobRow } from "./job-row";
import { unknownExecution } from "./not-found";
import { toInstantOrNull } from "./wire";

type Endpoint = typeof ENDPOINTS.execution;
type Response = z.output<Endpoint["response"]>;
type Execution = NonNullable<Awaited<ReturnType<typeof selectExecution>>>;

/** The log has them all. */
const MOST_NOTES = 20;

const record = z.record(z.string(), z.unknown());

export async function viewExecution(
  { db, now, budget }: Pick<ViewDeps, "db" | "now" | "budget">,
  { id }: z.output<Endpoint["params"]>,
): Promise<Response> {
  const [execution, jobs, children, notes] = await Promise.all([
    selectExecution(db, id),
    selectJobsOfExecution(db, id),
    selectChildExecutionIds(db, id),
    selectLogLines(db, { executionId: id, level: ["note"] }, { limit: MOST_NOTES }),
  ]);
  if (!execution) throw unknownExecution(id);
  const { trigger, totalJobs, startedAt, executionId } = execution;
  const [usual, previous] = await Promise.all([
    selectUsualDuration(db, { trigger, totalJobs, before: startedAt }),
    selectPreviousExecution(db, { trigger, startedAt, executionId }),
  ]);
  const progress = gradeProgress(execution, jobs, now);
  return {
    timestamp: now.toISOString(),
    execution: toWholeExecution(execution, now),
    progress: toProgress(progress, budget()?.available ?? null),
    usual: { median_seconds: usual.medianSeconds, p95_seconds: usual.p95Seconds },
    verdict: describeExecution(execution, progress, usual),
    config_changes: previous ? diffConfig(previous.config, execution.config) : [],
    previous_execution_id: previous?.executionId ?? null,
    children,
    notes: notes.map(({ at, message }) => ({ at: at.toISOString(), text: message })),
    jobs: jobs.map(toJobRow),
  };
}

function toWholeExecution(execution: Execution, now: Date): Response["execution"] {
  return {
    ...toExecutionRow(execution, now),
    scope: record.parse(execution.scope),
    config: record.parse(execution.config),
    result: record.nullable().parse(execution.result),
    cancel_requested_at: toInstantOrNull(execution.cancelRequestedAt),
    paused_until: toInstantOrNull(execution.pausedUntil),
    pause_reason: execution.pauseReason,
    resumed_after_crash_at: toInstantOrNull(execution.resumedAfterCrashAt),
    priority: execution.priority,
    newest_first: execution.newestFirst,
  };
}

function toProgress(progress: Progress, budgetLeft: number | null): Response["progress"] {
  return {
    pending: progress.pending,
    in_progress: progress.in_progress,
    completed: progress.completed,
    failed: progress.failed,
    cancelled: progress.cancelled,
    jobs_per_minute: progress.jobsPerMinute,
    eta_seconds_low: progress.etaSeconds?.low ?? null,
    eta_seconds_high: progress.etaSeconds?.high ?? null,
    // Without a limit a provider may say Infinity, which JSON has no word for.
    budget_left:
      budgetLeft === null || !Number.isFinite(budgetLeft) ? null : Math.floor(budgetLeft),
  };
}
