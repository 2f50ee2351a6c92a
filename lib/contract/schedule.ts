/** When work starts by itself, what another pace would make of it, and on which days the exchange trades. */
import { z } from "zod";
import { OVERRIDE_KINDS } from "@/lib/domain/calendar-overrides";
import { PACING_BOUNDS, PACING_MODES } from "@/lib/domain/pace";
import { criticality, day, executionId, instant, limit } from "./common";
import { defineEndpoint } from "./endpoint";

const TICK_OUTCOMES = [
  "started",
  "schedule_paused",
  "nothing_due",
  "no_symbols",
  "already_open",
  "failed",
  "under_way",
] as const;

export const schedule = defineEndpoint("schedule", {
  summary: "The schedule: what runs when, whether it is paused, and what its last ticks did.",
  query: z.object({
    fires: limit(20, 5).describe("Next fire times of each run."),
    ticks: limit(200, 30).describe("Newest ticks listed."),
  }),
  response: z.object({
    timestamp: instant,
    switched_on: z.boolean().describe("False: started with SCHEDULE=off."),
    paused: z
      .object({
        until: instant.nullable(),
        reason: z.string().nullable(),
        since: instant.nullable(),
        by: z.string().nullable(),
      })
      .nullable(),
    long_stop_after_seconds: z
      .number()
      .describe("A longer stop is caught up by one execution over everything."),
    retries: z.object({
      vendor_waits_seconds: z
        .array(z.number())
        .describe("Before each further try of a refused or failed request; Retry-After wins."),
      storage_waits_seconds: z.array(z.number()).describe("The same, while the database is away."),
    }),
    runs: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        cron: z.string().describe("Five fields, UTC."),
        words: z.string(),
        criticality: criticality.nullable(),
        symbols: z.number().int().describe("Active symbols it covers."),
        next: z.array(instant),
      }),
    ),
    ticks_kept: z.boolean().describe("False: an Inngest server keeps them."),
    ticks: z.array(
      z.object({
        at: instant.describe("When it was due."),
        run: z.string(),
        label: z.string(),
        late_seconds: z.number().int(),
        coalesced: z
          .number()
          .int()
          .describe("Earlier ticks it stands for: missed ones are caught up by one."),
        outcome: z.enum(TICK_OUTCOMES),
        execution_id: executionId.nullable(),
      }),
    ),
  }),
});

const pace = z.object({
  mode: z.enum(PACING_MODES),
  max_concurrent: z.number().int(),
  requests_per_minute: z.number().int().describe("0 = unlimited."),
  burst: z.number().int(),
  stagger_ms: z.number(),
  group_pause_ms: z.number(),
});

export const whatIf = defineEndpoint("whatIf", {
  summary:
    "The last full run as measured, and how long it was foreseen to take: what other paces are tried on.",
  response: z.object({
    timestamp: instant,
    in_force: pace,
    next_full_run_at: instant.nullable(),
    last_run: z
      .object({
        execution_id: executionId,
        started_at: instant,
        real_seconds: z.number(),
        predicted_seconds: z.number().describe("By the same estimate, from its own measurements."),
        bound_by: z.enum(PACING_BOUNDS),
        pace: pace.describe("As it ran."),
        requests: z.number().int(),
        symbols: z
          .array(z.object({ requests: z.number().int(), work_ms: z.number() }))
          .describe("In order of their start; waits for the budget are not work."),
      })
      .nullable(),
  }),
});

export const calendar = defineEndpoint("calendar", {
  summary: "The exchange's calendar: next closures and half days, and the overrides in force.",
  query: z.object({ limit: limit(100, 12) }),
  rows: ({ next }) => next,
  response: z.object({
    timestamp: instant,
    calendar: z.string(),
    covered_from: day,
    covered_through: day,
    next: z.array(
      z.object({
        day,
        kind: z.enum(OVERRIDE_KINDS),
        closes_at: instant.nullable().describe("Of an early close."),
        reason: z.string(),
        source: z.enum(["rules", "override"]),
      }),
    ),
    overrides: z.array(
      z.object({
        day,
        kind: z.enum(OVERRIDE_KINDS),
        closes_at: instant.nullable(),
        reason: z.string(),
        past: z.boolean(),
      }),
    ),
  }),
});
