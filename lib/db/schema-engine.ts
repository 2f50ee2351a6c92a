/**
 * The embedded engine's own tables, in the schema `engine`. Everything a run has yet to do is one row of
 * `queue_items`: a call, a sleep, a wait (due at its timeout), a debounce, a batch, a deadline.
 * JSON is kept as text: it travels to the SDK as it came, and the database never needs to look inside.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const engine = pgSchema("engine");

export const engineFunctions = engine.table("functions", {
  functionId: text("function_id").primaryKey(),
  appId: text("app_id").notNull(),
  config: text("config").notNull(),
  active: boolean("active").notNull().default(true),
  registeredAt: at("registered_at").notNull().defaultNow(),
});

export const engineEvents = engine.table(
  "events",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    /** The whole event as the function gets it. */
    payload: text("payload").notNull(),
    receivedAt: at("received_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("engine_events_received_at").on(t.receivedAt)],
);

export const engineRuns = engine.table(
  "runs",
  {
    id: text("id").primaryKey(),
    functionId: text("function_id").notNull(),
    /** queued | running | completed | failed | cancelled */
    status: text("status").notNull(),
    eventIds: text("event_ids").array().notNull(),
    eventName: text("event_name").notNull(),
    /** Seconds this run is moved forward in the queue; negative moves it back. */
    prioritySeconds: integer("priority_seconds").notNull().default(0),
    concurrencyKeys: text("concurrency_keys").array().notNull(),
    singletonKey: text("singleton_key"),
    parentRunId: text("parent_run_id"),
    parentStepId: text("parent_step_id"),
    throttledUntil: at("throttled_until"),
    createdAt: at("created_at").notNull(),
    startedAt: at("started_at"),
    endedAt: at("ended_at"),
    output: text("output"),
    error: text("error"),
  },
  (t) => [
    index("engine_runs_created_at").on(t.createdAt),
    index("engine_runs_function_created_at").on(t.functionId, t.createdAt),
    index("engine_runs_open").on(t.status).where(sql`status in ('queued', 'running')`),
    index("engine_runs_ended_at").on(t.endedAt).where(sql`ended_at is not null`),
    index("engine_runs_singleton")
      .on(t.functionId, t.singletonKey)
      .where(sql`singleton_key is not null and status in ('queued', 'running')`),
    index("engine_runs_throttled").on(t.throttledUntil).where(sql`status = 'queued'`),
  ],
);

/** The memo: what finished, in the order in which it did. */
export const engineSteps = engine.table(
  "steps",
  {
    runId: text("run_id").notNull(),
    stepId: text("step_id").notNull(),
    /** 1, 2, 3 … in order of completion within the run. */
    position: integer("position").notNull(),
    name: text("name").notNull(),
    op: text("op").notNull(),
    failed: boolean("failed").notNull(),
    /** The data, or the error, as JSON. */
    body: text("body").notNull(),
    /** Bytes of this and all earlier bodies of the run. */
    totalBytes: bigint("total_bytes", { mode: "number" }).notNull(),
    attempts: integer("attempts").notNull(),
    queuedAt: at("queued_at").notNull(),
    startedAt: at("started_at"),
    endedAt: at("ended_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.stepId] }),
    index("engine_steps_position").on(t.runId, t.position),
  ],
);

export const engineQueueItems = engine.table(
  "queue_items",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    /** discovery | step | sleep | wait | invoke | cancel | start_deadline | finish_deadline | debounce | batch */
    kind: text("kind").notNull(),
    /** ready | delayed | blocked | leased */
    state: text("state").notNull(),
    functionId: text("function_id").notNull(),
    runId: text("run_id"),
    stepId: text("step_id"),
    name: text("name"),
    attempt: integer("attempt").notNull().default(0),
    availableAt: at("available_at").notNull(),
    /** Place in the queue: the time it became available, less the priority. */
    sortAt: at("sort_at").notNull(),
    concurrencyKeys: text("concurrency_keys").array().notNull(),
    blockedOn: text("blocked_on"),
    leaseToken: integer("lease_token").notNull().default(0),
    leaseUntil: at("lease_until"),
    leasedBy: text("leased_by"),
    /** How often an instance died or stalled while it held this. */
    leasesLost: integer("leases_lost").notNull().default(0),
    queuedAt: at("queued_at").notNull(),
    startedAt: at("started_at"),
    /** Part of a group of parallel steps after which the function is called once, not once per step. */
    coalesce: boolean("coalesce").notNull().default(false),
    /** Asked for with `parallelMode: "race"`: the function goes on after each finished one. */
    race: boolean("race").notNull().default(false),
    /** Something finished while this discovery was under way: discover once more. */
    again: boolean("again").notNull().default(false),
    /** For wait and cancel: the event's name and its condition. */
    awaits: text("awaits"),
    awaitsIf: text("awaits_if"),
    /** For debounce and batch: the events collected, and since when. */
    flowKey: text("flow_key"),
    eventIds: text("event_ids").array(),
    firstAt: at("first_at"),
  },
  (t) => [
    index("engine_queue_ready").on(t.functionId, t.sortAt, t.id).where(sql`state = 'ready'`),
    index("engine_queue_delayed").on(t.availableAt).where(sql`state = 'delayed'`),
    index("engine_queue_blocked").on(t.blockedOn, t.sortAt, t.id).where(sql`state = 'blocked'`),
    index("engine_queue_leased").on(t.leaseUntil).where(sql`state = 'leased'`),
    index("engine_queue_run").on(t.runId),
    index("engine_queue_awaits").on(t.awaits).where(sql`awaits is not null`),
    uniqueIndex("engine_queue_flow")
      .on(t.functionId, t.flowKey)
      .where(sql`flow_key is not null and state = 'delayed'`),
    uniqueIndex("engine_queue_one_discovery").on(t.runId).where(sql`kind = 'discovery'`),
  ],
);

/** Slots taken per concurrency key, over all instances. */
export const engineConcurrency = engine.table("concurrency", {
  key: text("key").primaryKey(),
  inFlight: integer("in_flight").notNull().default(0),
});

/** GCRA's theoretical arrival time per throttle or rate-limit key. */
export const engineThrottleState = engine.table("throttle_state", {
  key: text("key").primaryKey(),
  tat: at("tat").notNull(),
});

/** Keys that may create one run only: idempotency keys, cron ticks. */
export const engineIdempotency = engine.table(
  "idempotency",
  {
    functionId: text("function_id").notNull(),
    key: text("key").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.functionId, t.key] }),
    index("engine_idempotency_expires_at").on(t.expiresAt),
  ],
);

export const engineCronState = engine.table(
  "cron_state",
  {
    functionId: text("function_id").notNull(),
    cron: text("cron").notNull(),
    lastTick: at("last_tick").notNull(),
    /** False until the first real tick: `lastTick` is then the time of registration. */
    fired: boolean("fired").notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.functionId, t.cron] })],
);

export const engineInstances = engine.table("instances", {
  id: text("id").primaryKey(),
  startedAt: at("started_at").notNull(),
  seenAt: at("seen_at").notNull(),
});
