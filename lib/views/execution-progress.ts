/** How far an execution is and when it will be done, from the pace of its own finished jobs. */
import type { ListedExecution } from "@/lib/db/queries/read/executions";
import type { ListedJob } from "@/lib/db/queries/read/jobs";
import type { JobStatus } from "@/lib/domain/vocabulary";

const RECENT_MS = 120_000;
const MINUTE_MS = 60_000;
/** Below this many finished jobs a pace is a guess. */
const LEAST_FINISHED = 3;
/** Room for what the rest may cost more than the finished part did. */
const MARGIN = 1.2;

export type Progress = Record<JobStatus, number> & {
  jobsPerMinute: number | null;
  /** Null when nothing is left, or too little is known. */
  etaSeconds: { low: number; high: number } | null;
};

export function gradeProgress(
  execution: Pick<ListedExecution, "status" | "startedAt">,
  jobs: readonly Pick<ListedJob, "status" | "completedAt">[],
  now: Date,
): Progress {
  const counts = { pending: 0, in_progress: 0, completed: 0, failed: 0, cancelled: 0 };
  for (const job of jobs) counts[job.status] += 1;
  const left = counts.pending + counts.in_progress;
  const pace = execution.status === "running" ? paceOf(execution.startedAt, jobs, now) : null;
  return {
    ...counts,
    jobsPerMinute: pace && round(pace.recent ?? pace.overall),
    etaSeconds: left === 0 || !pace ? null : etaOf(left, pace),
  };
}

/** Jobs a minute since the start, and over the last two minutes where that says something of its own. */
type Pace = { overall: number; recent: number | null };

function paceOf(
  startedAt: Date,
  jobs: readonly Pick<ListedJob, "completedAt">[],
  now: Date,
): Pace | null {
  const elapsedMs = now.getTime() - startedAt.getTime();
  const finished = jobs.flatMap(({ completedAt }) => (completedAt ? [completedAt.getTime()] : []));
  if (finished.length < LEAST_FINISHED || elapsedMs <= 0) return null;
  const recent = finished.filter((ms) => ms > now.getTime() - RECENT_MS).length;
  return {
    overall: (finished.length * MINUTE_MS) / elapsedMs,
    recent:
      elapsedMs > RECENT_MS && recent >= LEAST_FINISHED ? (recent * MINUTE_MS) / RECENT_MS : null,
  };
}

function etaOf(left: number, { overall, recent }: Pace): { low: number; high: number } {
  const fast = Math.max(overall, recent ?? overall);
  const slow = Math.min(overall, recent ?? overall);
  return {
    low: Math.ceil((left / fast) * 60),
    high: Math.ceil((left / slow) * 60 * MARGIN),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
