/** What the database holds, how large it is, and how long it is kept. */
import { z } from "zod";
import { instant } from "./common";
import { defineEndpoint } from "./endpoint";

const bytes = z.number().describe("With indexes.");

const days = z.number().int().min(1).max(36_500);

/** What grows with time. Null: kept for ever. */
const retentionDays = z.object({
  bars: days.min(30).nullable().describe("Candles and features, by whole partitions."),
  provider_requests: days.nullable(),
  execution_log_lines: days.nullable(),
  freshness_history: days.nullable(),
  notification_deliveries: days.nullable(),
  idempotency_keys: days.nullable(),
  scheduler_heartbeats: days.nullable(),
});

export const saveRetention = defineEndpoint("saveRetention", {
  refusals: [409],
  summary: "Changes how long things are kept; the next daily housekeeping obeys.",
  role: "admin",
  body: z.object({
    days: retentionDays,
    base: retentionDays.describe(
      "As it was when editing began; refused when it has changed since.",
    ),
    reason: z.string().trim().min(1).max(500),
  }),
  response: z.object({ timestamp: instant, retention: retentionDays }),
});

export const storage = defineEndpoint("storage", {
  summary: "Bytes by table and partition, the retention in force, the newest backup.",
  reuseSeconds: 60,
  rows: ({ tables }) => tables,
  response: z.object({
    timestamp: instant,
    database_bytes: z.number(),
    tables: z.array(
      z.object({
        name: z.string(),
        bytes,
        rows_estimate: z.number().describe("As the planner counts them."),
        partitions: z.number().int(),
        keep_days: z.number().int().nullable().describe("Null: for ever."),
      }),
    ),
    partitions: z.array(
      z.object({
        name: z.string(),
        table: z.string(),
        from: instant,
        to: instant,
        bytes,
        rows_estimate: z.number(),
      }),
    ),
    keep_bars_days: z.number().int().nullable(),
    retention: retentionDays.describe("Days to keep, as in force."),
    last_prune: z
      .object({ at: instant, rows: z.number().int(), partitions: z.array(z.string()) })
      .nullable()
      .describe("What the last housekeeping removed; null: it has not run yet."),
    last_backup: z
      .object({ name: z.string(), at: instant, bytes: z.number() })
      .nullable()
      .describe("Null: none in the data directory."),
  }),
});
