/** Measures how long faults of steps last: from the first failed attempt to the one that succeeds. */
import type { Db } from "@/lib/db/connect";
import { closeIncidents, openIncident } from "@/lib/db/queries/incidents";
import { BASE_OF, type Timeframe } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import type { JobErrorCode } from "./error-code";

/** Faults that a step's own retries recover from. */
type StepFault = "api_rate_limit" | "feature_computation_failure";

const FAULT_OF: Partial<Record<JobErrorCode, StepFault>> = {
  rate_limited: "api_rate_limit",
  compute_failed: "feature_computation_failure",
};

type Suffering = { symbol: string; timeframes: readonly Timeframe[] };

/** Call when an attempt failed; errors that have no objective are left alone. */
export async function noteStepFault(
  deps: Pick<PipelineDeps, "db" | "now" | "policy" | "log">,
  { symbol, timeframes, error }: Suffering & { error: { code: JobErrorCode; message: string } },
): Promise<void> {
  const failureType = FAULT_OF[error.code];
  if (failureType === undefined) return;
  const { rtoMs, procedure } = deps.policy().rtoByFailureType[failureType];
  deps.log.warn("A step failed that has a recovery objective", {
    failure_type: failureType,
    symbol,
    procedure,
  });
  for (const subject of subjectsOf(failureType, { symbol, timeframes })) {
    await openIncident(deps.db, {
      failureType,
      subject,
      now: deps.now(),
      targetSeconds: Math.round(rtoMs / 1000),
      detail: error.message,
    });
  }
}

/** Call when fetching (or computing) these series has succeeded. */
export async function noteStepRecovery(
  db: Db,
  { failureType, now, ...suffering }: Suffering & { failureType: StepFault; now: Date },
): Promise<void> {
  await closeIncidents(db, { failureType, now, subjects: subjectsOf(failureType, suffering) });
}

/** The vendor refuses a stream, computing fails for a symbol. */
function subjectsOf(failureType: StepFault, { symbol, timeframes }: Suffering): string[] {
  if (failureType === "feature_computation_failure") return [symbol];
  return [...new Set(timeframes.map((timeframe) => `${symbol} ${BASE_OF[timeframe]}`))];
}
