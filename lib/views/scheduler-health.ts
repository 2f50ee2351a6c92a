/** Is the monitor healthy. What cannot be measured is unhealthy, never silence. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { readSchedulePause } from "@/lib/db/queries/read/schedule-pause";
import {
  type LastExecution,
  type SchedulerFigures,
  selectSchedulerFigures,
} from "@/lib/db/queries/read/scheduler-health";
import { log } from "@/lib/log";
import { toAlertSummary } from "./alert-summary";
import type { EngineFacts, ViewDeps } from "./deps";
import { toEngineState } from "./engine-state";
import { NO_FIGURES, toProviderState } from "./provider-state";
import { nextRunAt } from "./schedule-times";
import { toInstantOrNull } from "./wire";

type Response = z.output<(typeof ENDPOINTS.schedulerHealth)["response"]>;

/** Never throws: a database that does not answer is the answer `unhealthy`, which goes out as 503. */
export async function viewSchedulerHealth(deps: ViewDeps): Promise<Response> {
  const staleBefore = new Date(deps.now.getTime() - deps.policy.stalenessThresholds.agingMs);
  try {
    const [figures, engine] = await Promise.all([
      selectSchedulerFigures(deps.db, { now: deps.now, staleBefore }),
      deps.engine(),
    ]);
    return {
      ...measured(deps, figures),
      provider: toProviderState(deps, figures.provider),
      engine: toEngineState(engine),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    log.error("Health could not be measured", { error: cause });
    return unmeasured(deps, await deps.engine());
  }
}

function measured(
  { now, policy, isScheduleOn }: ViewDeps,
  figures: SchedulerFigures,
): Omit<Response, "provider" | "engine"> {
  const isRunning = isScheduleOn && readSchedulePause(figures.pause, now) === null;
  return {
    status: figures.staleSeries === 0 ? "healthy" : "degraded",
    timestamp: now.toISOString(),
    last_execution: toLastExecution(figures.last),
    stale_features_count: figures.staleSeries,
    recent_failures: figures.failures.map(({ symbol, timeframe, error, failedMs }) => ({
      symbol,
      timeframe,
      error,
      failed_at: new Date(failedMs).toISOString(),
    })),
    total_symbols_monitored: figures.symbols,
    alerts: figures.alerts.map(toAlertSummary),
    next_execution_at: isRunning ? toInstantOrNull(nextRunAt(policy, now)) : null,
  };
}

function toLastExecution(last: LastExecution | null): Response["last_execution"] {
  return {
    execution_id: last?.executionId ?? null,
    started_at: last ? new Date(last.startedMs).toISOString() : null,
    completed_at: last?.completedMs ? new Date(last.completedMs).toISOString() : null,
    status: last?.status ?? null,
    successful_symbols: last?.successfulSymbols ?? 0,
    failed_symbols: last?.failedSymbols ?? 0,
  };
}

function unmeasured(deps: ViewDeps, engine: EngineFacts): Response {
  return {
    status: "unhealthy",
    timestamp: deps.now.toISOString(),
    last_execution: toLastExecution(null),
    stale_features_count: 0,
    recent_failures: [],
    total_symbols_monitored: 0,
    alerts: [],
    next_execution_at: null,
    provider: toProviderState(deps, NO_FIGURES),
    engine: toEngineState(engine),
    error: "The database did not answer: nothing could be measured.",
  };
}
