/** What another pace would have made of the last full run. The same estimate as everywhere; decides, draws nothing. */
import type { ResponseOf } from "@/lib/client/call";
import { type PacingPlan, planPacing } from "@/lib/domain/pace";

type LastRun = NonNullable<ResponseOf<"whatIf">["last_run"]>;
export type Pace = LastRun["pace"];

export function tryPace(
  run: LastRun,
  pace: Pace,
): { seconds: number; boundBy: PacingPlan["boundBy"] } {
  const workMs = run.symbols.reduce((sum, symbol) => sum + symbol.work_ms, 0);
  const plan = planPacing({
    mode: pace.mode,
    requestsPerSymbol: run.symbols.map(({ requests }) => requests),
    workMsPerSymbol: run.symbols.map(({ work_ms }) => work_ms),
    maxConcurrent: pace.max_concurrent,
    requestMs: run.requests === 0 ? 0 : workMs / run.requests,
    requestsPerMinute: pace.requests_per_minute,
    burst: pace.burst,
    staggerMs: pace.stagger_ms,
    groupPauseMs: pace.group_pause_ms,
  });
  return { seconds: plan.estimatedMs / 1000, boundBy: plan.boundBy };
}

/** How far the estimate was off for the run as it was, in whole per cent: +20 = foreseen too long. */
export function missPct({ predicted_seconds, real_seconds }: LastRun): number | null {
  if (real_seconds <= 0) return null;
  return Math.round((predicted_seconds / real_seconds - 1) * 100);
}

export const BOUND_WORDS: Record<PacingPlan["boundBy"], string> = {
  nothing: "There was nothing to do.",
  provider_budget: "The vendor's budget is the brake: more symbols at once change nothing.",
  concurrency: "The symbols at once are the brake: a larger budget changes nothing.",
  stagger: "The stagger and its pauses are the brake.",
};

/** Stops of the budget slider; 0, at its end, is unlimited. */
const BUDGETS = [5, 10, 20, 30, 60, 100, 200, 300, 600, 1_000, 0] as const;

/** The stops with the value in force among them, ascending, unlimited last. */
export function budgetStops(inForce: number): number[] {
  const limited = [...new Set([...BUDGETS, inForce])].filter((value) => value > 0);
  return [...limited.sort((a, b) => a - b), 0];
}
