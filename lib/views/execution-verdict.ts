/** One sentence that says how an execution went. */

import type { UsualDuration } from "@/lib/db/queries/read/execution-context";
import type { ListedExecution } from "@/lib/db/queries/read/executions";
import { durationText } from "./duration-text";
import type { Progress } from "./execution-progress";

export function describeExecution(
  execution: ListedExecution,
  progress: Progress,
  usual: UsualDuration,
): string {
  switch (execution.status) {
    case "running":
      return describeRunning(execution, progress);
    case "completed":
      return describeCompleted(execution, progress, usual);
    case "failed":
      return `Failed: ${briefError(execution.errorMessage ?? execution.topError ?? "no reason was recorded")}.`;
    case "cancelled":
      return `Cancelled after ${progress.completed} of ${execution.totalJobs} jobs; ${progress.cancelled} did not run.`;
  }
}

function describeRunning(execution: ListedExecution, progress: Progress): string {
  const done = progress.completed + progress.failed + progress.cancelled;
  const failures = progress.failed === 0 ? "" : `, ${progress.failed} failed`;
  const eta = progress.etaSeconds;
  const rest = eta ? `; about ${durationText(eta.low)} to ${durationText(eta.high)} left` : "";
  const state = execution.pausedAt === null ? "Running" : "Paused";
  return `${state}: ${done} of ${execution.totalJobs} jobs done${failures}${rest}.`;
}

function describeCompleted(
  execution: ListedExecution,
  progress: Progress,
  usual: UsualDuration,
): string {
  const took =
    execution.durationSeconds === null ? "" : ` in ${durationText(execution.durationSeconds)}`;
  const compared = compareWithUsual(execution.durationSeconds, usual.medianSeconds);
  if (progress.failed === 0) return `All ${execution.totalJobs} jobs completed${took}${compared}.`;
  const cause =
    execution.topError === null ? "" : `; most often: ${briefError(execution.topError)}`;
  return `${progress.failed} of ${execution.totalJobs} jobs failed${took}${compared}${cause}.`;
}

function compareWithUsual(seconds: number | null, medianSeconds: number | null): string {
  if (seconds === null || medianSeconds === null || medianSeconds === 0) return "";
  const pct = Math.round((seconds / medianSeconds - 1) * 100);
  if (Math.abs(pct) < 10) return ", as long as usual";
  return pct > 0 ? `, ${pct} % longer than usual` : `, ${-pct} % shorter than usual`;
}

const BRIEF_CHARS = 110;

/** An error within a sentence: whole words of its beginning, no address and no full stop; the jobs show it in full. */
function briefError(message: string): string {
  const text = message
    .replace(/https?:\/\/\S+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.\s]+$/, "");
  if (text.length <= BRIEF_CHARS) return text;
  return `${text.slice(0, BRIEF_CHARS + 1).replace(/[\s,;:]+\S*$/, "")} …`;
}
