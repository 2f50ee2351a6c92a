/** Notes that a step failed and will be tried again: on the jobs it delays, and in the execution's log. */
import { addJobCounts } from "@/lib/db/queries/jobs";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import type { BaseTimeframe, Timeframe } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import type { JobError } from "./error-code";
import { dependentTimeframes } from "./fetch-stream";
import { noteStepFault } from "./recovery-times";

export type RetryNote = {
  executionId: string;
  symbol: string;
  /** The stream that failed, or null when computing did. */
  base: BaseTimeframe | null;
  timeframes: readonly Timeframe[];
  /** 1-based number of the attempt that failed. */
  attempt: number;
  delayMs: number;
  error: JobError;
};

export async function recordRetry(deps: PipelineDeps, note: RetryNote): Promise<void> {
  const { executionId, symbol, base, delayMs, error } = note;
  const delayed = base === null ? note.timeframes : dependentTimeframes(base);
  await noteStepFault(deps, { symbol, timeframes: delayed, error });
  await addJobCounts(deps.db, {
    executionId,
    symbol,
    timeframes: delayed,
    counts: { backoffMs: delayMs },
  });
  const message = `Attempt ${note.attempt} failed (${error.code}), the next one in ${delayMs / 1000} s: ${error.message}`;
  const line = {
    executionId,
    at: deps.now(),
    level: "warn" as const,
    symbol,
    timeframe: base,
    message,
  };
  await insertLogLines(deps.db, [line]);
}
