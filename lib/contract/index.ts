/** Every endpoint, by the name of its route: the one list that handlers, OpenAPI, client types and tests walk. */
import { acknowledgeAlert, alertRules, alerts, backtestAlerts, snoozeAlert } from "./alerts";
import { previewBackfill, triggerBackfill } from "./backfill";
import { historical, quantFeatures } from "./data";
import {
  cancelExecution,
  execution,
  executionCompare,
  executionHistory,
  executionLog,
  executionRequests,
  executionStats,
  pauseExecution,
  rerunFailed,
  resumeExecution,
} from "./executions";
import { failureGroups, failures, rerunFailures, resolveFailure } from "./failures";
import { frame, overview, schedulerHealth } from "./health";
import type { RouteName } from "./routes";
import { coverage, coverageDay, freshnessHistory, staleness, stalenessMatrix } from "./staleness";
import {
  addSymbols,
  deactivateSymbol,
  rerunSymbol,
  symbol,
  symbols,
  updateSymbol,
} from "./symbols";

export const ENDPOINTS = {
  schedulerHealth,
  staleness,
  executionHistory,
  frame,
  overview,
  stalenessMatrix,
  coverage,
  coverageDay,
  freshnessHistory,
  executionStats,
  execution,
  executionRequests,
  executionLog,
  executionCompare,
  rerunFailed,
  cancelExecution,
  pauseExecution,
  resumeExecution,
  triggerBackfill,
  previewBackfill,
  failures,
  failureGroups,
  resolveFailure,
  rerunFailures,
  symbols,
  addSymbols,
  symbol,
  updateSymbol,
  deactivateSymbol,
  rerunSymbol,
  alerts,
  acknowledgeAlert,
  snoozeAlert,
  alertRules,
  backtestAlerts,
  historical,
  quantFeatures,
} satisfies Record<RouteName, unknown>;

export type Endpoints = typeof ENDPOINTS;
