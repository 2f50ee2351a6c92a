/** Failures: jobs' unresolved errors, one by one and grouped by cause. */
import { z } from "zod";
import { RECURRENCES } from "@/lib/domain/vocabulary";
import {
  commaList,
  cursor,
  executionId,
  instant,
  limit,
  nextCursor,
  okResponse,
  reason,
  startedExecution,
  timeframe,
} from "./common";
import { defineEndpoint } from "./endpoint";

const failureRow = z.object({
  id: z.number().int(),
  symbol: z.string(),
  timeframe,
  error: z.string(),
  error_code: z.string().nullable(),
  fingerprint: z.string(),
  execution_id: executionId.nullable(),
  failed_at: instant,
  retry_count: z.number().int(),
  resolved: z.boolean(),
  resolved_at: instant.nullable(),
  resolved_by: z.string().nullable(),
});

const filters = z.object({
  resolved: z.enum(["true", "false"]).optional(),
  symbol: z.string().max(20).optional(),
  timeframe: commaList(timeframe).optional(),
  fingerprint: z.string().max(300).optional(),
  execution_id: executionId.optional(),
  from: instant.optional(),
  to: instant.optional(),
});

export const failures = defineEndpoint("failures", {
  summary: "Failures, newest first.",
  query: filters.extend({ limit: limit(500, 50), cursor }),
  rows: ({ failures }) => failures,
  response: z.object({
    timestamp: instant,
    total: z.number().int(),
    failures: z.array(failureRow),
    next_cursor: nextCursor,
  }),
});

export const failureGroups = defineEndpoint("failureGroups", {
  summary: "Failures grouped by cause.",
  query: filters.omit({ fingerprint: true }),
  response: z.object({
    timestamp: instant,
    groups: z.array(
      z.object({
        fingerprint: z.string(),
        example: z.string(),
        error_code: z.string().nullable(),
        count: z.number().int(),
        unresolved: z.number().int(),
        series: z.number().int(),
        criticalities: z.array(z.string()),
        first_seen: instant,
        last_seen: instant,
        by_day: z.array(z.number().int()).describe("Last 14 days, oldest first."),
        ignored: z
          .object({
            until: instant.nullable(),
            more_than: z.number().int().nullable(),
            per: z.enum(RECURRENCES).nullable(),
            seen: z
              .number()
              .int()
              .nullable()
              .describe("What `more_than` is held against: in all, or in the worst hour since."),
            reason: z.string(),
            by: z.string(),
            at: instant,
          })
          .nullable()
          .describe("Known and left alone for now: until an instant, or until more failures."),
      }),
    ),
  }),
});

export const ignoreFailureGroup = defineEndpoint("ignoreFailureGroup", {
  refusals: [404],
  summary:
    "Leaves a known cause alone until an instant, or until it fails more often than said; null shows it again now.",
  role: "operator",
  body: z.object({
    fingerprint: z.string().min(1).max(300),
    until: z
      .union([
        instant,
        z.object({
          more_than: z.number().int().min(1).max(1_000_000),
          per: z.enum(RECURRENCES).describe("`hour`: in any hour from now on; `total`: in all."),
        }),
        z.null(),
      ])
      .describe("An instant at most 365 days ahead, a number of further failures, or null."),
    reason: z.string().trim().min(1).max(500),
  }),
  response: okResponse,
});

export const resolveFailure = defineEndpoint("resolveFailure", {
  refusals: [404, 409],
  summary: "Marks a failure as dealt with.",
  role: "operator",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: z.object({ reason }),
  response: okResponse,
});

export const rerunFailures = defineEndpoint("rerunFailures", {
  refusals: [404, 409],
  summary: "Runs the selected, or all, unresolved failures again.",
  role: "operator",
  status: 202,
  body: z.object({
    ids: z.array(z.number().int().positive()).min(1).max(10_000).optional(),
    fingerprint: z.string().max(300).optional(),
    reason,
    token: z.string().max(200).optional(),
  }),
  response: startedExecution,
});
