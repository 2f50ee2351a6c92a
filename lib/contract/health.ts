/** Health: the core endpoint, the frame of every page, and the overview page. */
import { z } from "zod";
import {
  ALERT_SEVERITIES,
  ALERT_STATES,
  CRITICALITIES,
  ENGINE_KINDS,
  EXECUTION_STATUSES,
  HEALTH_STATUSES,
  REASON_CODES,
  ROLES,
} from "@/lib/domain/vocabulary";
import { criticality, executionId, instant, symbolName, timeframe } from "./common";
import { defineEndpoint } from "./endpoint";
import { executionRow } from "./executions";

export const alertSummary = z.object({
  id: z.number().int(),
  rule: z.string(),
  severity: z.enum(ALERT_SEVERITIES),
  state: z.enum(ALERT_STATES),
  summary: z.string(),
  cause: z.string().nullable(),
  affected_count: z.number().int(),
  pending_since: instant,
  firing_since: instant.nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: instant.nullable(),
  snoozed_until: instant.nullable(),
});

const providerState = z.object({
  name: z.string(),
  simulated: z.boolean(),
  requests: z.number().int().describe("Last 24 hours."),
  rate_limited: z.number().int().describe("Answers of 429, last 24 hours."),
  rate_limited_pct: z.number(),
  budget_per_minute: z.number().int().nullable().describe("Null = unlimited."),
  budget_left: z.number().int().nullable(),
  budget_resets_in_seconds: z.number().nullable(),
  p95_ms: z.number().nullable().describe("Last hour."),
  by_purpose: z.record(z.string(), z.number().int()),
});

const engineState = z.object({
  kind: z.enum(ENGINE_KINDS),
  reachable: z.boolean(),
  queued: z.number().int().nullable(),
  in_flight: z.number().int().nullable(),
  lag_seconds: z.number().nullable(),
});

export const schedulerHealth = defineEndpoint("schedulerHealth", {
  refusals: [503],
  summary:
    "Is the monitor healthy: last execution, stale features, recent failures, active alerts.",
  response: z.object({
    status: z.enum(HEALTH_STATUSES),
    timestamp: instant,
    last_execution: z.object({
      execution_id: executionId.nullable(),
      started_at: instant.nullable(),
      completed_at: instant.nullable(),
      status: z.enum(EXECUTION_STATUSES).nullable(),
      successful_symbols: z.number().int(),
      failed_symbols: z.number().int(),
    }),
    stale_features_count: z.number().int(),
    recent_failures: z.array(
      z.object({
        symbol: z.string(),
        timeframe: z.string(),
        error: z.string(),
        failed_at: instant,
      }),
    ),
    total_symbols_monitored: z.number().int(),
    alerts: z.array(alertSummary),
    next_execution_at: instant.nullable(),
    provider: providerState,
    engine: engineState,
    error: z.string().optional().describe("Only when unhealthy: what could not be measured."),
  }),
});

export const frame = defineEndpoint("frame", {
  summary: "What every page's header shows: market clock, budget, who is signed in.",
  response: z.object({
    timestamp: instant,
    version: z.string(),
    simulated: z.boolean(),
    market: z.object({
      calendar: z.string(),
      state: z.enum(["open", "pre", "after", "closed"]),
      changes_at: instant,
      next_open: instant,
      next_close: instant,
      note: z.string().nullable().describe("Half day, holiday name, override."),
    }),
    provider: providerState,
    open_alerts: z.number().int(),
    running_execution: z
      .object({
        execution_id: executionId,
        done_jobs: z.number().int(),
        total_jobs: z.number().int(),
      })
      .nullable(),
    schedule_paused: z
      .object({ until: instant.nullable(), reason: z.string().nullable() })
      .nullable(),
    viewer: z.object({ name: z.string(), role: z.enum(ROLES) }).nullable(),
  }),
});

const component = z.object({
  key: z.enum(["scheduler", "last_execution", "freshness", "provider", "database"]),
  status: z.enum(["ok", "warning", "critical", "unknown"]),
  value: z.string().describe("The one figure, ready to print."),
  detail: z.string(),
  threshold: z.string(),
  spark: z
    .array(z.number().nullable())
    .describe("24 hourly values, oldest first; null = not measured."),
  href: z.string(),
});

export const overview = defineEndpoint("overview", {
  summary: "The health page in one answer.",
  response: z.object({
    timestamp: instant,
    status: z.enum(HEALTH_STATUSES),
    verdict: z.object({
      sentence: z.string(),
      since: instant.nullable(),
      cause: z.string().nullable(),
      next_step: z.string().nullable(),
      failed_jobs: z.number().int(),
      failed_execution_id: executionId.nullable(),
    }),
    components: z.array(component),
    tiers: z.array(
      z.object({
        criticality: z.enum(CRITICALITIES),
        total: z.number().int(),
        fresh: z.number().int(),
        aging: z.number().int(),
        stale: z.number().int(),
        missing: z.number().int(),
        current: z.number().int(),
        behind: z.number().int(),
        not_due: z.number().int(),
        data_missing: z.number().int(),
        rpo_target_seconds: z.number().int(),
        worst_lag_seconds: z
          .number()
          .nullable()
          .describe("In market time: closed hours do not count."),
        budget_left_pct: z.number().nullable().describe("Of 28 days."),
        burn_1h: z.number().nullable(),
        burn_24h: z.number().nullable(),
        exhausted_in_seconds: z.number().nullable(),
      }),
    ),
    upcoming: z.array(
      z.object({
        at: instant,
        kind: z.enum(["run", "market_open", "market_close", "goes_stale", "missed_run"]),
        label: z.string(),
        criticality: criticality.nullable(),
        count: z.number().int().nullable(),
        href: z.string().nullable(),
      }),
    ),
    faults: z
      .array(
        z.object({
          reason: z.enum(REASON_CODES),
          count: z.number().int(),
          symbol_count: z.number().int(),
          symbols: z.array(symbolName).describe("At most five, worst first."),
          sentence: z.string(),
          next_step: z.string().nullable(),
          series: z
            .array(z.object({ symbol: symbolName, timeframe }))
            .describe("All of them; none when they are more than 50."),
        }),
      )
      .describe("Series behind or missing now, by cause; of the worst 500, snoozed ones left out."),
    incidents: z.array(alertSummary),
    recent_executions: z.array(executionRow),
    changes: z.array(
      z.object({
        at: instant,
        kind: z.enum(["state", "action", "split"]),
        text: z.string(),
        href: z.string().nullable(),
      }),
    ),
    setup: z.object({
      database: z.boolean(),
      engine: z.boolean(),
      provider: z.boolean(),
      symbols: z.number().int(),
      first_backfill: z.boolean(),
    }),
  }),
});
