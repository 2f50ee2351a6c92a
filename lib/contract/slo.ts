/** What was promised and what was kept: recovery points per criticality, recovery times per failure type. */
import { z } from "zod";
import { criticality, day, instant, limit, symbolName, timeframe } from "./common";
import { defineEndpoint } from "./endpoint";

export const slo = defineEndpoint("slo", {
  summary: "Recovery objectives, kept and broken, over the window of the budget.",
  query: z.object({ limit: limit(500, 50).describe("Breaches and faults listed, newest first.") }),
  rows: ({ breaches }) => breaches,
  response: z.object({
    timestamp: instant,
    window_days: z.number().int(),
    objective_pct: z.number().describe("Share of watched minutes within the RPO."),
    rpo: z.array(
      z.object({
        criticality,
        target_seconds: z.number(),
        watched_minutes: z.number(),
        breached_minutes: z.number(),
        within_pct: z.number().nullable().describe("Null: nothing was watched."),
        worst_lag_seconds: z.number().int().nullable(),
        budget_left_pct: z.number().nullable(),
        burn_1h: z.number().nullable().describe("1 uses the budget up in exactly the window."),
        burn_24h: z.number().nullable(),
        days: z.array(z.object({ day, within_pct: z.number().nullable() })),
      }),
    ),
    rto: z.array(
      z.object({
        failure_type: z.string(),
        target_seconds: z.number(),
        procedure: z.array(z.string()),
        measured: z.number().int().describe("Faults that are over."),
        open: z.number().int(),
        breaches: z.number().int().describe("Those that took longer than their target."),
        last_seconds: z.number().nullable(),
        median_seconds: z.number().nullable(),
        worst_seconds: z.number().nullable(),
        last_at: instant.nullable(),
      }),
    ),
    faults: z.array(
      z.object({
        id: z.number().int(),
        failure_type: z.string(),
        subject: z.string(),
        started_at: instant,
        detected_at: instant,
        recovered_at: instant.nullable(),
        seconds: z.number().describe("Until it was over, or until now."),
        target_seconds: z.number(),
        detail: z.string().nullable(),
      }),
    ),
    breaches: z.array(
      z.object({
        id: z.number().int(),
        symbol: symbolName,
        timeframe,
        criticality,
        due_at: instant,
        started_at: instant,
        ended_at: instant.nullable(),
        worst_lag_seconds: z.number().int().nullable(),
        objective_seconds: z.number().int(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});
