/** The vendor: what its plan gives, what was asked of it, and how it answered. */
import { z } from "zod";
import { BASE_TIMEFRAMES, REQUEST_PURPOSES } from "@/lib/domain/vocabulary";
import { instant, limit } from "./common";
import { defineEndpoint } from "./endpoint";

const count = z.number().int();

export const provider = defineEndpoint("provider", {
  summary:
    "The vendor's plan and capabilities, the budget, a day of calls in figures, and the newest calls.",
  query: z.object({ limit: limit(200, 30).describe("Newest calls listed.") }),
  rows: ({ requests }) => requests,
  response: z.object({
    timestamp: instant,
    name: z.string(),
    simulated: z.boolean(),
    plan: z.object({
      delay_seconds: z.number().describe("How long after its end a bar is complete."),
      timeframes: z.array(z.enum(BASE_TIMEFRAMES)),
      adjustment: z.string(),
      history_from: instant.nullable().describe("Null: as far back as the policy asks."),
      longest_span_days: z.record(z.string(), z.number()),
      gives_splits: z.boolean(),
      checks_symbols: z.boolean(),
    }),
    budget: z
      .object({
        per_minute: count,
        left: count,
        wait_seconds: z.number().describe("How long a call made now would be held back."),
      })
      .nullable()
      .describe("Null: unlimited."),
    day: z.object({
      requests: count,
      rate_limited: count,
      rate_limited_pct: z.number(),
      failed: count.describe("Neither good nor 429."),
      bytes: z.number(),
      rows: z.number(),
      p50_ms: z.number().nullable(),
      p95_ms: z.number().nullable(),
      by_purpose: z.array(z.object({ purpose: z.enum(REQUEST_PURPOSES), requests: count })),
    }),
    hours: z.array(
      z.object({
        from: instant,
        requests: count,
        rate_limited: count,
        failed: count,
        p95_ms: z.number().nullable(),
      }),
    ),
    errors: z.array(
      z.object({
        code: z.string(),
        message: z.string().nullable(),
        count,
        last_at: instant,
        execution_id: z.uuid().nullable(),
      }),
    ),
    requests: z.array(
      z.object({
        id: z.number().int(),
        started_at: instant,
        path: z.string(),
        symbol: z.string().nullable(),
        purpose: z.string(),
        status: z.number().int().nullable(),
        duration_ms: count,
        rows: count,
        attempt: count,
        vendor_request_id: z.string().nullable(),
        error_message: z.string().nullable(),
        execution_id: z.uuid().nullable(),
      }),
    ),
  }),
});

export const checkProvider = defineEndpoint("checkProvider", {
  refusals: [503],
  summary: "Makes one call to the vendor now: whether the key is good, and what it says if not.",
  role: "operator",
  response: z.object({
    timestamp: instant,
    ok: z.boolean(),
    symbol: z.string().describe("What the call asked about."),
    message: z.string().describe("The vendor's own words where it refuses."),
    status: z.number().int().nullable().describe("Null: no answer came, or no HTTP is spoken."),
    duration_ms: count.nullable(),
    vendor_request_id: z.string().nullable(),
  }),
});
