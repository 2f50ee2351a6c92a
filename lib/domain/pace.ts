/** When each symbol of an execution starts, and what the whole will cost. Plans only; never waits. */

export const PACING_MODES = ["throttled", "staggered", "sequential"] as const;
export type PacingMode = (typeof PACING_MODES)[number];

export type PacingInput = {
  mode: PacingMode;
  /** Provider requests each symbol needs, in start order. */
  requestsPerSymbol: readonly number[];
  maxConcurrent: number;
  /** Time one request takes from sending to stored, measured or assumed. */
  requestMs: number;
  /** Provider budget; 0 = unlimited. */
  requestsPerMinute: number;
  /** Requests that may go out at once before the budget paces them. */
  burst: number;
  /** Staggered mode: start offset inside a group (0, 5, 10 s) and pause between groups. */
  staggerMs: number;
  groupPauseMs: number;
};

export type PacingPlan = {
  /** One per symbol, in order; the earliest moment each may start, from the execution's start. */
  starts: { group: number; notBeforeMs: number }[];
  requests: number;
  estimatedMs: number;
  /** What the estimate is bound by. */
  boundBy: "nothing" | "provider_budget" | "concurrency" | "stagger";
};

export function planPacing(_input: PacingInput): PacingPlan {
  throw new Error("unbuilt");
}
