/** Alerts: what holds now, what was done about it, and how the rules would have behaved on stored history. */
import { z } from "zod";
import { ALERT_SEVERITIES, ALERT_STATES } from "@/lib/domain/vocabulary";
import { commaList, cursor, instant, limit, nextCursor, okResponse } from "./common";
import { defineEndpoint } from "./endpoint";
import { alertSummary } from "./health";

const alertRow = alertSummary.extend({
  affected: z.array(z.string()).describe("`SYMBOL timeframe`, worst first, 50 at most."),
  last_seen_at: instant,
  acknowledge_reason: z.string().nullable(),
  resolved_at: instant.nullable(),
  flap_count: z.number().int(),
  events: z.array(
    z.object({
      at: instant,
      state: z.enum(ALERT_STATES),
      actor: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

export const alerts = defineEndpoint("alerts", {
  summary: "Alerts, open ones first, then newest first.",
  query: z.object({
    state: commaList(z.enum(ALERT_STATES)).optional(),
    severity: commaList(z.enum(ALERT_SEVERITIES)).optional(),
    rule: z.string().max(60).optional(),
    limit: limit(200, 50),
    cursor,
  }),
  rows: ({ alerts }) => alerts,
  response: z.object({
    timestamp: instant,
    open: z.number().int(),
    alerts: z.array(alertRow),
    next_cursor: nextCursor,
  }),
});

const byId = z.object({ id: z.coerce.number().int().positive() });

export const acknowledgeAlert = defineEndpoint("acknowledgeAlert", {
  refusals: [404, 409],
  summary: "Somebody is on it: notices stop, checks go on, recovery ends it by itself.",
  role: "operator",
  params: byId,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: okResponse,
});

export const snoozeAlert = defineEndpoint("snoozeAlert", {
  refusals: [404, 409],
  summary: "Quiet until the given instant, or until the exchange opens next.",
  role: "operator",
  params: byId,
  body: z.object({
    until: z.union([instant, z.literal("next_open")]),
    reason: z.string().trim().max(500).optional(),
  }),
  response: z.object({ timestamp: instant, snoozed_until: instant }),
});

export const alertRules = defineEndpoint("alertRules", {
  summary: "The rules as sentences, with the thresholds in force.",
  response: z.object({
    timestamp: instant,
    rules: z.array(
      z.object({
        rule: z.string(),
        sentence: z.string(),
        threshold: z.string(),
        open: z.number().int(),
        fired_28d: z.number().int(),
      }),
    ),
  }),
});

export const backtestAlerts = defineEndpoint("backtestAlerts", {
  summary:
    "How often the rules would have fired on the stored history, beside the plain wall-clock rule.",
  body: z.object({
    days: z.number().int().min(1).max(90).default(30),
    stale_pct: z.number().min(0).max(100).optional(),
    missing_pct: z.number().min(0).max(100).optional(),
    stale_warning_hours: z.number().positive().max(1000).optional(),
  }),
  response: z.object({
    timestamp: instant,
    days: z.number().int(),
    alerts: z.number().int(),
    wall_clock_alerts: z
      .number()
      .int()
      .describe("Series turning stale by wall clock, each one an alert."),
    fired: z.array(
      z.object({ at: instant, rule: z.string(), group_key: z.string(), summary: z.string() }),
    ),
  }),
});
