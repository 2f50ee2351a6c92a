/** The last word on a symbol whose run died: its open jobs fail with the error, everything else is left alone. */
import { selectOpenTimeframes } from "@/lib/db/queries/jobs";
import type { PipelineDeps } from "./deps";
import type { JobError } from "./error-code";
import { type FinishedJobs, finishJobs } from "./finish-jobs";

export async function failSymbol(
  deps: PipelineDeps,
  input: { executionId: string; symbol: string; error: JobError },
): Promise<FinishedJobs> {
  const { executionId, symbol, error } = input;
  const timeframes = await selectOpenTimeframes(deps.db, { executionId, symbol });
  const outcomes = timeframes.map((timeframe) => ({ timeframe, error }));
  return finishJobs(deps, { executionId, symbol, outcomes });
}
