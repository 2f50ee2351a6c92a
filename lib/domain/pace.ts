/** When each symbol of an execution starts, and what the whole will cost. Plans only; never waits. */
import type { FixedPace } from "./pace-simulation";
import { runInGroups, runInSlots } from "./pace-simulation";

/** The minute in which a vendor counts, and how much later than another a request may arrive that was sent as late. */
export const BUDGET_WINDOW_MS = 60_000 + 250;

export const PACING_MODES = ["throttled", "staggered", "sequential"] as const;
export type PacingMode = (typeof PACING_MODES)[number];

/** What a shorter duration would have to change. */
export const PACING_BOUNDS = ["nothing", "provider_budget", "concurrency", "stagger"] as const;
type PacingBound = (typeof PACING_BOUNDS)[number];

export type PacingInput = {
  /**
   * `throttled`: a free slot starts the next symbol, the provider budget is the only brake. `staggered`: groups of
   * `maxConcurrent`, offsets inside a group, a pause after it. `sequential`: one after another.
   */
  mode: PacingMode;
  /** Provider requests each symbol needs, in start order. */
  requestsPerSymbol: readonly number[];
  maxConcurrent: number;
  /** Time one request takes from sending to stored, measured or assumed. */
  requestMs: number;
  /** Measured work of each symbol in its slot, where there is a run to go by; instead of `requestMs` for each request. */
  workMsPerSymbol?: readonly number[];
  /** Provider budget; 0 = unlimited. */
  requestsPerMinute: number;
  /** Requests that may go out at once before the budget paces them. */
  burst: number;
  /** Staggered mode: start offset inside a group (0, 5, 10 s) and pause between groups. */
  staggerMs: number;
  groupPauseMs: number;
};

export type PacingPlan = {
  /** One per symbol, in order. `notBeforeMs` counts from the execution's start, as far as can be foreseen. */
  starts: { group: number; notBeforeMs: number }[];
  requests: number;
  /** Foreseen duration: the slower of the work itself and the provider budget. */
  estimatedMs: number;
  boundBy: PacingBound;
};

export function planPacing(input: PacingInput): PacingPlan {
  const requests = input.requestsPerSymbol.reduce((sum, count) => sum + count, 0);
  const { starts, endMs } = simulate(input);
  const budgetMs = budgetTimeMs(requests, input);
  const isStaggered = input.mode === "staggered";
  return {
    starts,
    requests,
    estimatedMs: Math.max(endMs, budgetMs),
    boundBy: boundBy({ endMs, budgetMs, isStaggered }),
  };
}

function simulate(input: PacingInput): FixedPace {
  const workMs =
    input.workMsPerSymbol ?? input.requestsPerSymbol.map((count) => count * input.requestMs);
  const slots = Math.max(1, Math.floor(input.maxConcurrent));
  if (input.mode === "staggered") {
    return runInGroups(workMs, { size: slots, ...input });
  }
  return runInSlots(workMs, input.mode === "sequential" ? 1 : slots);
}

/** When the last request may go out, plus the time it takes. */
function budgetTimeMs(requests: number, input: PacingInput): number {
  if (input.requestsPerMinute <= 0 || requests === 0) return 0;
  return lastSendMs(requests, { ...input, windowMs: BUDGET_WINDOW_MS }) + input.requestMs;
}

/**
 * How long after the first the last of so many requests may go out: whole minutes of the budget before it, and in its own
 * minute the burst at once, the rest at the budget's rate. @param budget.windowMs the minute as it is kept
 */
export function lastSendMs(
  requests: number,
  budget: { requestsPerMinute: number; burst: number; windowMs: number },
): number {
  const { requestsPerMinute, burst, windowMs } = budget;
  const minutes = Math.floor((requests - 1) / requestsPerMinute);
  const place = requests - 1 - minutes * requestsPerMinute;
  const paced = Math.max(0, place + 1 - Math.max(1, burst));
  return minutes * windowMs + (paced / requestsPerMinute) * 60_000;
}

function boundBy(times: { endMs: number; budgetMs: number; isStaggered: boolean }): PacingBound {
  if (Math.max(times.endMs, times.budgetMs) === 0) return "nothing";
  if (times.budgetMs >= times.endMs) return "provider_budget";
  return times.isStaggered ? "stagger" : "concurrency";
}
