/** Cancelling, pausing and resuming an execution: flags in the database that every run obeys at its next step. */
import type { Db } from "@/lib/db/connect";
import { updateCancelRequested, updatePaused } from "@/lib/db/queries/executions";
import { cancelPendingJobs, countInProgress } from "@/lib/db/queries/jobs";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import { AppError } from "@/lib/errors";
import { closeExecution } from "./close-execution";
import type { StartDeps } from "./start-execution";

type ControlDeps = Pick<StartDeps, "db" | "now" | "log" | "queue">;

export type ControlInput = {
  executionId: string;
  by: string;
  reason?: string | null;
  /** Runs in the same transaction: an audit row. */
  within?: (tx: Db) => Promise<void>;
};

/**
 * Jobs under way finish, the rest become cancelled.
 * @throws AppError `conflict` when it is not running any more, or unknown
 */
export async function cancelExecution(
  deps: ControlDeps,
  input: ControlInput,
): Promise<{ finishing: number; cancelled: number }> {
  const { executionId, by } = input;
  const message = `Cancelled by ${by}${input.reason ? `: ${input.reason}` : ""}`;
  const counts = await deps.db.transaction(async (tx) => {
    const now = deps.now();
    const asked = await updateCancelRequested(tx, { executionId, now, reason: message });
    if (!asked) throw notRunning(executionId, "cancelled");
    const cancelled = await cancelPendingJobs(tx, { executionId, reason: message, now });
    await insertLogLines(tx, [{ executionId, at: now, level: "warn", message }]);
    await input.within?.(tx);
    return { cancelled: cancelled.length, finishing: await countInProgress(tx, executionId) };
  });
  await closeExecution(deps, { executionId });
  await signal(deps, "cancelled", executionId);
  return counts;
}

/** No further symbol starts until resumed, or until the given instant. @throws AppError `conflict` when it is not running */
export async function pauseExecution(
  deps: ControlDeps,
  input: ControlInput & { until?: Date | null },
): Promise<void> {
  const { executionId, by } = input;
  const until = input.until ?? null;
  const reason = input.reason ?? null;
  const message = `Paused by ${by}${until ? ` until ${until.toISOString()}` : ""}${reason ? `: ${reason}` : ""}`;
  await deps.db.transaction(async (tx) => {
    const now = deps.now();
    const values = { executionId, pausedAt: now, pausedUntil: until, pauseReason: reason };
    if (!(await updatePaused(tx, values))) throw notRunning(executionId, "paused");
    await insertLogLines(tx, [{ executionId, at: now, level: "warn", message }]);
    await input.within?.(tx);
  });
}

/** Goes on where it was paused. @throws AppError `conflict` when it is not running */
export async function resumeExecution(deps: ControlDeps, input: ControlInput): Promise<void> {
  const { executionId, by } = input;
  await deps.db.transaction(async (tx) => {
    const now = deps.now();
    const values = { executionId, pausedAt: null, pausedUntil: null, pauseReason: null };
    if (!(await updatePaused(tx, values))) throw notRunning(executionId, "resumed");
    const message = `Resumed by ${by}`;
    await insertLogLines(tx, [{ executionId, at: now, level: "info", message }]);
    await input.within?.(tx);
  });
  await signal(deps, "resumed", executionId);
}

/** A lost signal costs time only: runs look at the database again by themselves. */
async function signal(
  deps: ControlDeps,
  what: "cancelled" | "resumed",
  executionId: string,
): Promise<void> {
  try {
    await deps.queue.signal?.(what, executionId);
  } catch (error) {
    deps.log.warn("The engine could not be told at once", { execution_id: executionId, error });
  }
}

function notRunning(executionId: string, verb: string): AppError {
  return new AppError(
    "conflict",
    `Execution ${executionId} is not running (or is being cancelled already): it cannot be ${verb}.`,
  );
}
