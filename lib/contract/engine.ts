/** The engine that runs the durable functions: its queue, its schedules, its runs. */
import { z } from "zod";
import { ENGINE_KINDS, RUN_STATUSES, RUN_STEP_STATUSES } from "@/lib/domain/vocabulary";
import { cursor, instant, limit, nextCursor, okResponse, reason } from "./common";
import { defineEndpoint } from "./endpoint";

/** What may be asked for before its hour. */
const CARE_TASKS = ["splits", "gaps"] as const;

const count = z.number().int();
const functionId = z.string().max(200).meta({ example: "candlewatch-backfill-symbol" });
const runId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "a run's id: 26 characters of 0–9 and A–Z")
  .meta({ example: "01KAY9Z5T4C8R1V6N3W7X2Q0MB" });
const byId = z.object({ id: runId });
const error = z.object({ name: z.string(), message: z.string(), stack: z.string().nullable() });

const known = z.object({
  instance_id: z.string().describe("The process that answers."),
  schedule_on: z.boolean(),
  functions: count,
  instances: z.array(
    z.object({
      id: z.string(),
      started_at: instant,
      seen_at: instant,
      is_this: z.boolean(),
    }),
  ),
  queue: z.object({
    depth: count.describe("Calls not yet begun: ready, delayed and blocked."),
    ready: count.describe("Could be called now."),
    delayed: count.describe("Wait for a time: sleeps, back-off, throttle."),
    blocked: count.describe("Wait for a free concurrency slot."),
    in_flight: count,
    oldest_ready_seconds: z.number().nullable().describe("Null when nothing is ready."),
  }),
  throttled: z.array(z.object({ function_id: functionId, runs: count, until: instant })),
  blocked: z.array(
    z.object({
      function_id: functionId,
      key: z.string(),
      items: count,
      in_flight: count.describe("Calls that hold the slots of this key."),
    }),
  ),
  waits: z.object({ sleeps: count, events: count, invokes: count }),
  runs: z.object({
    queued: count,
    running: count,
    completed: count,
    failed: count,
    cancelled: count,
  }),
  crons: z.array(
    z.object({
      function_id: functionId,
      cron: z.string(),
      next_at: instant.nullable(),
      last_at: instant.nullable().describe("Null: never fired."),
    }),
  ),
  counters: z
    .object({
      steps: count,
      calls: count,
      failed_calls: count,
      leases_lost: count.describe("Calls taken back from a process that had died or stalled."),
      late_answers: count.describe("Answers that came after somebody else had taken over."),
    })
    .describe("Since the answering process started."),
  lag: z
    .object({ p50_ms: z.number().nullable(), p99_ms: z.number().nullable() })
    .describe("From “could be called” to “was called”, newest calls of the answering process."),
});

export const engine = defineEndpoint("engine", {
  summary: "What the engine does right now, and what keeps it from doing more.",
  reuseSeconds: 0,
  response: z.object({
    timestamp: instant,
    kind: z.enum(ENGINE_KINDS),
    server: z.string().nullable().describe("Address of the Inngest server; null when embedded."),
    reachable: z.boolean(),
    note: z.string().nullable().describe("What cannot be known, and where to look instead."),
    embedded: known
      .nullable()
      .describe("Null when an Inngest server runs the functions, or the engine can't be asked."),
  }),
});

const runRow = z.object({
  run_id: runId,
  function_id: functionId,
  status: z.enum(RUN_STATUSES),
  event_name: z.string().nullable(),
  created_at: instant,
  started_at: instant.nullable(),
  ended_at: instant.nullable(),
  error_message: z.string().nullable(),
});

export const engineRuns = defineEndpoint("engineRuns", {
  summary: "Runs of the embedded engine, newest first; none when an Inngest server keeps them.",
  reuseSeconds: 0,
  query: z.object({
    status: z.enum(RUN_STATUSES).optional(),
    function_id: functionId.optional(),
    limit: limit(200, 50),
    cursor,
  }),
  rows: ({ runs }) => runs,
  response: z.object({ timestamp: instant, runs: z.array(runRow), next_cursor: nextCursor }),
});

export const engineRun = defineEndpoint("engineRun", {
  refusals: [404],
  summary: "One run, step by step.",
  reuseSeconds: 0,
  params: byId,
  response: z.object({
    timestamp: instant,
    run: runRow.omit({ error_message: true }).extend({
      throttled_until: instant.nullable(),
      parent_run_id: runId.nullable().describe("The run that invoked this one."),
      output: z.string().nullable().describe("JSON, cut to 2,000 characters."),
      error: error.nullable(),
      can_replay: z.boolean(),
    }),
    events: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        sent_at: instant,
        data: z.string().describe("JSON, cut to 2,000 characters."),
      }),
    ),
    steps: z
      .array(
        z.object({
          step_id: z.string(),
          name: z.string(),
          op: z.string(),
          status: z.enum(RUN_STEP_STATUSES),
          attempts: count,
          queued_at: instant,
          started_at: instant.nullable(),
          ended_at: instant.nullable(),
          due_at: instant.nullable().describe("When what still waits goes on at the latest."),
          waited_ms: count.nullable().describe("From queued to its last call; null before it."),
          ran_ms: count.nullable().describe("Its last call; null while under way."),
          output: z.string().nullable().describe("JSON, cut to 2,000 characters."),
          error: error.nullable(),
        }),
      )
      .describe("In the order in which they finished; what is still open comes last."),
  }),
});

export const replayEngineRun = defineEndpoint("replayEngineRun", {
  refusals: [404, 409],
  summary:
    "Starts a failed or cancelled run again from the step that failed; what had finished is kept.",
  role: "operator",
  params: byId,
  body: z.object({ reason }),
  response: okResponse,
});

export const startCare = defineEndpoint("startCare", {
  refusals: [503],
  summary: "Asks the vendor now for what the daily round asks for: splits, or days without bars.",
  role: "operator",
  status: 202,
  body: z.object({ task: z.enum(CARE_TASKS), reason }),
  response: okResponse,
});
