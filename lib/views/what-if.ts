/** The last full run as measured: what other paces are tried on, and how well the estimate foresaw it. */
import type { Policy } from "@/lib/config/policy";
import type { ResponseBody } from "@/lib/contract/response-body";
import { type FullRun, selectLastFullRun } from "@/lib/db/queries/read/full-run";
import { PACING_MODES, planPacing } from "@/lib/domain/pace";
import type { ViewDeps } from "./deps";
import { nextFireTimes } from "./schedule-times";
import { toInstant } from "./wire";

type Response = ResponseBody<"whatIf">;
type Pace = Response["in_force"];
type Deps = Pick<ViewDeps, "db" | "now" | "policy" | "provider" | "isScheduleOn">;

export async function viewWhatIf(deps: Deps): Promise<Response> {
  const { db, now, policy, isScheduleOn } = deps;
  const run = await selectLastFullRun(db);
  const inForce = paceInForce(policy, deps.provider.requestsPerMinute);
  const [next] = isScheduleOn
    ? nextFireTimes(policy.schedulerRecovery.dailySchedule, now, 1)
    : [undefined];
  return {
    timestamp: toInstant(now),
    in_force: inForce,
    next_full_run_at: next ? toInstant(next) : null,
    last_run: run && toLastRun(run, inForce),
  };
}

function paceInForce({ backfillOptimization }: Policy, requestsPerMinute: number): Pace {
  const { parallelBackfill, pacingMode, vendor, staggerMs, groupPauseMs } = backfillOptimization;
  return {
    mode: parallelBackfill ? pacingMode : "sequential",
    max_concurrent: backfillOptimization.maxConcurrentSymbols,
    requests_per_minute: requestsPerMinute,
    burst: vendor.burst,
    stagger_ms: staggerMs,
    group_pause_ms: groupPauseMs,
  };
}

function toLastRun(run: FullRun, inForce: Pace): Response["last_run"] {
  const pace = paceOf(run.config, inForce);
  const requests = run.symbols.reduce((sum, symbol) => sum + symbol.requests, 0);
  const work = run.symbols.reduce((sum, { workMs }) => sum + workMs, 0);
  const plan = planPacing({
    mode: pace.mode,
    requestsPerSymbol: run.symbols.map((symbol) => symbol.requests),
    workMsPerSymbol: run.symbols.map(({ workMs }) => workMs),
    maxConcurrent: pace.max_concurrent,
    requestMs: requests === 0 ? 0 : work / requests,
    requestsPerMinute: pace.requests_per_minute,
    burst: pace.burst,
    staggerMs: pace.stagger_ms,
    groupPauseMs: pace.group_pause_ms,
  });
  return {
    execution_id: run.executionId,
    started_at: toInstant(new Date(run.startedMs)),
    real_seconds: (run.completedMs - run.startedMs) / 1000,
    predicted_seconds: plan.estimatedMs / 1000,
    bound_by: plan.boundBy,
    pace,
    requests,
    symbols: run.symbols.map(({ requests: count, workMs }) => ({
      requests: count,
      work_ms: Math.round(workMs),
    })),
  };
}

/** The settings noted at its start; the vendor's budget is the process's, not the policy's, and was not noted. */
function paceOf(config: Record<string, unknown>, inForce: Pace): Pace {
  const mode =
    config.parallel_backfill === false
      ? "sequential"
      : PACING_MODES.find((known) => known === config.pacing_mode);
  const seconds = (value: unknown, preset: number) =>
    typeof value === "number" ? value * 1000 : preset;
  return {
    ...inForce,
    mode: mode ?? inForce.mode,
    max_concurrent:
      typeof config.max_concurrent_symbols === "number"
        ? config.max_concurrent_symbols
        : inForce.max_concurrent,
    stagger_ms: seconds(config.stagger_seconds, inForce.stagger_ms),
    group_pause_ms: seconds(config.group_pause_seconds, inForce.group_pause_ms),
  };
}
