/** The operating policy: what is in force, what an edit would change, and every version there was. */
import { z } from "zod";
import { cursor, instant, limit, nextCursor, reason } from "./common";
import { defineEndpoint } from "./endpoint";

const yaml = z
  .string()
  .min(1)
  .max(200_000)
  .describe("The whole policy as YAML, as `config/rto_rpo_config.yaml` has it.");

const version = z.object({
  id: z.number().int(),
  created_at: instant,
  created_by: z.string(),
  reason: z.string().nullable(),
  source: z.enum(["file", "page"]),
});

const inForce = z.object({
  timestamp: instant,
  version: version.nullable().describe("Null: the file, before any instance has noted it."),
  yaml: z.string(),
  policy: z
    .record(z.string(), z.unknown())
    .describe("The seven sections, durations as `…_seconds`, shares as `…_pct`."),
});

export const policy = defineEndpoint("policy", {
  summary: "The policy in force.",
  response: inForce,
});

export const savePolicy = defineEndpoint("savePolicy", {
  summary: "Puts an edited policy into force on every instance; a mistake leaves the running one.",
  role: "admin",
  refusals: [409],
  body: z.object({
    yaml,
    base_version: z
      .number()
      .int()
      .positive()
      .nullable()
      .describe("The version that was edited; 409 when another one came in between."),
    reason,
  }),
  response: inForce,
});

const change = z.object({ key: z.string(), before: z.unknown(), after: z.unknown() });
const boardCounts = z.object({
  fresh: z.number().int(),
  aging: z.number().int(),
  stale: z.number().int(),
  missing: z.number().int(),
  current: z.number().int(),
  behind: z.number().int(),
  not_due: z.number().int(),
});

export const previewPolicy = defineEndpoint("previewPolicy", {
  summary: "What an edited policy would change: values, series now, alerts of the last days.",
  body: z.object({ yaml, days: z.number().int().min(1).max(90).default(30) }),
  response: z.object({
    timestamp: instant,
    changes: z.array(change),
    series: z.object({ before: boardCounts, after: boardCounts }),
    alerts: z.object({
      days: z.number().int(),
      before: z.number().int(),
      after: z.number().int(),
      wall_clock: z.number().int().describe("What age alone would have sent."),
    }),
    moved_symbols: z.array(z.string()).describe("Those in another tier afterwards."),
  }),
});

export const policyVersions = defineEndpoint("policyVersions", {
  summary: "Versions of the policy, newest first.",
  query: z.object({ limit: limit(200, 50), cursor }),
  rows: ({ versions }) => versions,
  response: z.object({
    timestamp: instant,
    versions: z.array(version.extend({ active: z.boolean() })),
    next_cursor: nextCursor,
  }),
});

export const policyVersion = defineEndpoint("policyVersion", {
  summary: "One version, and what it changed.",
  params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  refusals: [404],
  response: z.object({
    timestamp: instant,
    version,
    yaml: z.string(),
    changes: z.array(change).describe("Against the version before it."),
  }),
});

export const exportPolicy = defineEndpoint("exportPolicy", {
  summary: "The policy in force as a YAML file.",
  produces: ["application/yaml"],
  response: z.string(),
});
