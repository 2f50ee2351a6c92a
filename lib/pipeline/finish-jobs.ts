/** Ends one symbol's jobs: job rows, freshness, failures and their resolution in one transaction; then perhaps the execution. */
import type { Db } from "@/lib/db/connect";
import { insertFailures, resolveFailures } from "@/lib/db/queries/failures";
import { updateFreshnessFailed, updateFreshnessOfSeries } from "@/lib/db/queries/freshness";
import { type EndedJob, endJobs, type JobEnding } from "@/lib/db/queries/jobs";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { closeExecution } from "./close-execution";
import type { PipelineDeps } from "./deps";
import { fingerprintOf, type JobError } from "./error-code";
import { noteStepRecovery } from "./recovery-times";

export type JobOutcome = { timeframe: Timeframe; error: JobError | null };

export type FinishInput = {
  executionId: string;
  symbol: string;
  outcomes: readonly JobOutcome[];
};

export type FinishedJobs = { completed: number; failed: number; records: number; closed: boolean };

/** Jobs that have ended before are left alone, so a repeated step neither counts nor fails anything twice. */
export async function finishJobs(deps: PipelineDeps, input: FinishInput): Promise<FinishedJobs> {
  const { executionId, symbol, outcomes } = input;
  const errorOf = new Map(outcomes.map(({ timeframe, error }) => [timeframe, error]));
  const ended = await deps.db.transaction(async (tx) => {
    const endings: JobEnding[] = outcomes.map(({ timeframe, error }) => ({ timeframe, error }));
    const jobs = await endJobs(tx, { executionId, symbol, endings, now: deps.now() });
    await recordSuccesses(deps, tx, { input, jobs });
    await recordFailures(deps, tx, { input, jobs, errorOf });
    return jobs;
  });
  const closed = await closeExecution(deps, { executionId });
  const completed = ended.filter(({ status }) => status === "completed").length;
  return {
    completed,
    failed: ended.length - completed,
    records: ended.reduce((sum, { recordsProcessed }) => sum + recordsProcessed, 0),
    closed: closed !== null,
  };
}

type Endings = { input: FinishInput; jobs: readonly EndedJob[] };

async function recordSuccesses(
  deps: PipelineDeps,
  tx: Db,
  { input, jobs }: Endings,
): Promise<void> {
  const timeframes = jobs
    .filter(({ status }) => status === "completed")
    .map(({ timeframe }) => timeframe);
  if (timeframes.length === 0) return;
  const { executionId, symbol } = input;
  const now = deps.now();
  await updateFreshnessOfSeries(tx, {
    symbol,
    timeframes,
    executionId,
    now,
    thresholds: deps.policy().stalenessThresholds,
  });
  await resolveFailures(tx, { symbol, timeframes, now, resolvedBy: `execution ${executionId}` });
  // What outlasted the attempts of an earlier execution.
  for (const failureType of ["api_rate_limit", "feature_computation_failure"] as const)
    await noteStepRecovery(tx, { failureType, symbol, timeframes, now });
}

async function recordFailures(
  deps: PipelineDeps,
  tx: Db,
  { input, jobs, errorOf }: Endings & { errorOf: ReadonlyMap<Timeframe, JobError | null> },
): Promise<void> {
  const { executionId, symbol } = input;
  const now = deps.now();
  const failures = jobs.flatMap(({ timeframe, attempts }) => {
    const error = errorOf.get(timeframe);
    return error ? [{ timeframe, attempts, error }] : [];
  });
  if (failures.length === 0) return;
  await insertFailures(
    tx,
    failures.map(({ timeframe, attempts, error }) => ({
      symbol,
      timeframe,
      errorMessage: error.message,
      errorCode: error.code,
      fingerprint: fingerprintOf(error, symbol),
      executionId,
      failedAt: now,
      retryCount: Math.max(0, attempts - 1),
    })),
  );
  await updateFreshnessFailed(tx, {
    symbol,
    failures: failures.map(({ timeframe, error }) => ({ timeframe, ...error })),
    executionId,
    now,
  });
  await insertLogLines(
    tx,
    failures.map(({ timeframe, error }) => ({
      executionId,
      at: now,
      level: "error" as const,
      symbol,
      timeframe,
      message: `${error.code}: ${error.message}`,
    })),
  );
}
