/** Starting work: trigger and preview share one body; the preview's token proves that what was seen is what runs. */
import { z } from "zod";
import { criticality, instant, reason, startedExecution, symbolName, timeframe } from "./common";
import { defineEndpoint } from "./endpoint";

const backfillBody = z
  .object({
    symbols: z.array(symbolName).min(1).max(10_000).optional(),
    timeframes: z.array(timeframe).min(1).optional(),
    criticality: z.union([criticality, z.array(criticality).min(1)]).optional(),
    /** Exactly these series; excludes symbols, timeframes and criticality. */
    series: z
      .array(z.object({ symbol: symbolName, timeframe }))
      .min(1)
      .max(100_000)
      .optional(),
    /** The failed jobs of one execution, or the unresolved failures of one error group. */
    failed_of: z.uuid().optional(),
    include_missing: z.boolean().optional(),
    error_group: z.string().max(300).optional(),
    from: instant.optional(),
    to: instant.optional(),
    force: z.boolean().default(false),
    newest_first: z.boolean().optional(),
    priority: z.number().int().min(-10).max(10).optional(),
    reason,
    token: z.string().max(200).optional(),
  })
  .meta({ example: { symbols: ["AAPL", "MSFT"], timeframes: ["1d"], reason: "after the split" } });

export const triggerBackfill = defineEndpoint("triggerBackfill", {
  refusals: [404, 409],
  summary: "Starts an execution; an empty body means every active symbol.",
  role: "operator",
  status: 202,
  query: z.object({ force: z.enum(["true", "false"]).optional() }),
  body: backfillBody,
  response: startedExecution,
});

export const previewBackfill = defineEndpoint("previewBackfill", {
  refusals: [404, 409],
  summary: "What a trigger with this body would do. Starts nothing.",
  role: "viewer",
  body: backfillBody,
  response: z.object({
    timestamp: instant,
    token: z.string(),
    total_symbols: z.number().int(),
    total_jobs: z.number().int(),
    requests: z.number().int().describe("Vendor calls, estimated from what is stored."),
    estimated_seconds: z.number(),
    budget_per_minute: z.number().int().nullable(),
    budget_left: z.number().int().nullable(),
    conflicts: z.array(z.object({ symbol: symbolName, timeframe, execution_id: z.uuid() })),
    delays: z
      .array(z.object({ label: z.string(), at: instant, by_seconds: z.number() }))
      .describe("Scheduled runs that would wait."),
    jobs: z.array(z.object({ symbol: symbolName, timeframe })).max(2000),
    jobs_listed: z.number().int(),
  }),
});
