/** What the database holds, how large it is, and how long it is kept. */
import { z } from "zod";
import { instant } from "./common";
import { defineEndpoint } from "./endpoint";

const bytes = z.number().describe("With indexes.");

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
    last_backup: z
      .object({ name: z.string(), at: instant, bytes: z.number() })
      .nullable()
      .describe("Null: none in the data directory."),
  }),
});
