/** What a run of an execution works through: the symbols still open, in order, and the pace in force. */
import { selectExecutionState } from "@/lib/db/queries/executions";
import { selectOpenSymbols } from "@/lib/db/queries/jobs";
import type { PacingMode } from "@/lib/domain/pace";
import type { PipelineDeps } from "./deps";
import { pacingMode } from "./plan-execution";

export type RunPlan = {
  symbols: string[];
  mode: PacingMode;
  /** Symbols at work at once. */
  slots: number;
  staggerMs: number;
  groupPauseMs: number;
};

/** Inngest allows a run 1,000 steps; a longer execution goes on in a further run. */
export const SYMBOLS_PER_RUN = 300;

export async function planRun(
  deps: PipelineDeps,
  input: { executionId: string },
): Promise<RunPlan> {
  const execution = await selectExecutionState(deps.db, input.executionId);
  const open =
    execution?.status === "running" ? await selectOpenSymbols(deps.db, input.executionId) : [];
  const settings = deps.policy().backfillOptimization;
  const mode = pacingMode(deps);
  return {
    symbols: open.slice(0, SYMBOLS_PER_RUN),
    mode,
    slots: mode === "sequential" ? 1 : settings.maxConcurrentSymbols,
    staggerMs: settings.staggerMs,
    groupPauseMs: settings.groupPauseMs,
  };
}
