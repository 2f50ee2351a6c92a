/** Tracked symbols, and one symbol with everything known about it. */
import { z } from "zod";
import { REASON_CODES } from "@/lib/domain/vocabulary";
import {
  assetClass,
  criticality,
  cursor,
  day,
  instant,
  limit,
  nextCursor,
  okResponse,
  reason,
  seriesRow,
  startedExecution,
  symbolName,
  timeframe,
} from "./common";
import { defineEndpoint } from "./endpoint";

export const symbolRow = z.object({
  symbol: symbolName,
  name: z.string().nullable(),
  asset_class: assetClass,
  criticality,
  timeframes: z.array(timeframe),
  active: z.boolean(),
  paused_until: instant.nullable(),
  paused_reason: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
});

const bySymbol = z.object({ symbol: symbolName });

export const symbols = defineEndpoint("symbols", {
  summary: "Tracked symbols.",
  query: z.object({
    symbol: z.string().max(20).optional().describe("Prefix."),
    asset_class: assetClass.optional(),
    criticality: criticality.optional(),
    active: z.enum(["true", "false"]).optional(),
    limit: limit(1000, 200),
    cursor,
  }),
  rows: ({ symbols }) => symbols,
  response: z.object({
    timestamp: instant,
    total: z.number().int(),
    symbols: z.array(
      symbolRow.extend({ worst_status: z.string(), stored_through: instant.nullable() }),
    ),
    next_cursor: nextCursor,
  }),
});

export const addSymbols = defineEndpoint("addSymbols", {
  refusals: [409, 503],
  summary: "Tracks one or many symbols; all or none.",
  role: "admin",
  status: 201,
  body: z.object({
    symbols: z
      .array(
        z.object({
          symbol: symbolName,
          name: z.string().max(200).optional(),
          asset_class: assetClass,
          criticality: criticality.default("low_priority"),
          timeframes: z.array(timeframe).min(1).default(["5m", "15m", "1h", "4h", "1d"]),
        }),
      )
      .min(1)
      .max(1000),
    check: z.boolean().default(true).describe("Ask the vendor whether it knows them."),
  }),
  response: z.object({
    timestamp: instant,
    added: z.array(symbolName),
    reactivated: z.array(symbolName),
  }),
});

export const updateSymbol = defineEndpoint("updateSymbol", {
  refusals: [404],
  summary: "Changes a tracked symbol; what is left out stays.",
  role: "admin",
  params: bySymbol,
  body: z.object({
    name: z.string().max(200).nullable().optional(),
    criticality: criticality.optional(),
    timeframes: z.array(timeframe).min(1).optional(),
    active: z.boolean().optional(),
    paused_until: instant.nullable().optional(),
    paused_reason: z.string().max(500).nullable().optional(),
  }),
  response: z.object({ timestamp: instant, symbol: symbolRow }),
});

export const deactivateSymbol = defineEndpoint("deactivateSymbol", {
  refusals: [404],
  summary: "Stops tracking; the data stays.",
  role: "admin",
  params: bySymbol,
  response: okResponse,
});

export const rerunSymbol = defineEndpoint("rerunSymbol", {
  refusals: [404, 409],
  summary: "Backfills one symbol now.",
  role: "operator",
  status: 202,
  params: bySymbol,
  body: z.object({
    timeframes: z.array(timeframe).min(1).optional(),
    from: instant.optional(),
    to: instant.optional(),
    reason,
    token: z.string().max(200).optional(),
  }),
  response: startedExecution,
});

const whyStep = z.object({
  key: z.string(),
  question: z.string(),
  answer: z.string(),
  ok: z.boolean().nullable().describe("Null: not reached."),
  detail: z.string().nullable(),
});

const rpoMonth = z
  .object({
    from: instant.describe("Start of the month (UTC), or when counting or tracking began."),
    to: instant.describe("What came after is not counted yet."),
    objective_seconds: z.number(),
    budget_minutes: z.number().describe("What the objective allows in this stretch."),
    breached_minutes: z.number().describe("A series counts for itself: two at once count twice."),
    causes: z
      .array(
        z.object({
          reason: z.enum(REASON_CODES),
          minutes: z.number(),
          breaches: z.number().int().describe("Stretches in which it was the cause."),
          timeframes: z.array(timeframe),
        }),
      )
      .describe("The longest first."),
    total_breaches: z.number().int(),
    breaches: z
      .array(
        z.object({
          timeframe,
          reason: z.enum(REASON_CODES).describe("What it was due to when it was noticed."),
          started_at: instant,
          ended_at: instant.nullable(),
          worst_lag_seconds: z.number().nullable(),
        }),
      )
      .describe("The newest."),
  })
  .nullable()
  .describe("Minutes beyond the recovery point this month, by cause; null: none were counted.");

export const symbol = defineEndpoint("symbol", {
  refusals: [404],
  summary:
    "One symbol: every timeframe with the reason of its state, runs, lineage, quarantine, splits.",
  params: bySymbol,
  response: z.object({
    timestamp: instant,
    symbol: symbolRow,
    market: z.object({ state: z.string(), changes_at: instant }),
    series: z.array(
      seriesRow.extend({
        first_opened_at: instant.nullable(),
        coverage_30d_pct: z.number().nullable(),
        why: z.object({
          steps: z.array(whyStep),
          verdict: z.string(),
          next_step: z.string().nullable(),
        }),
      }),
    ),
    runs: z.array(
      z.object({
        execution_id: z.uuid(),
        timeframe,
        status: z.string(),
        started_at: instant.nullable(),
        duration_seconds: z.number().nullable(),
        records_inserted: z.number().int(),
        records_changed: z.number().int(),
        error_message: z.string().nullable(),
      }),
    ),
    requests: z.array(
      z.object({
        started_at: instant,
        path: z.string(),
        status: z.number().int().nullable(),
        duration_ms: z.number().int(),
        rows: z.number().int(),
        vendor_request_id: z.string().nullable(),
        error_message: z.string().nullable(),
        execution_id: z.uuid().nullable(),
      }),
    ),
    quarantined: z.array(
      z.object({
        timeframe: z.string(),
        opened_at: instant.nullable(),
        reason: z.string(),
        bar: z.record(z.string(), z.unknown()),
        seen_count: z.number().int(),
        last_seen_at: instant,
      }),
    ),
    splits: z.array(
      z.object({
        execution_date: day,
        split_from: z.number(),
        split_to: z.number(),
        applied_at: instant.nullable(),
      }),
    ),
    plan_earliest: instant.nullable(),
    rpo_month: rpoMonth,
  }),
});
