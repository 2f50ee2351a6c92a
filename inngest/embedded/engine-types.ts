/** What the engine offers to the rest of the house; `createEngine` in engine.ts makes one. */
import type { Db, Sql } from "@/lib/db/connect";
import type { RunStatus, RunStepStatus } from "@/lib/domain/vocabulary";

/** An event as callers send it; `id` makes it idempotent for 24 hours. */
type OutgoingEvent = {
  name: string;
  data?: Record<string, unknown>;
  id?: string;
  /** Milliseconds since 1970; the database's clock when absent. */
  ts?: number;
  v?: string;
  user?: Record<string, unknown>;
};

export type EngineLog = {
  info: (fields: Record<string, unknown>, message: string) => void;
  warn: (fields: Record<string, unknown>, message: string) => void;
  error: (fields: Record<string, unknown>, message: string) => void;
};

export type EngineOptions = {
  /** How often to look for work that no notice announced. Default 2,000. */
  pollMs: number;
  /** How long a claimed item stays ours without a heartbeat. Default 30,000. */
  leaseMs: number;
  /** A call of the handler that lasts longer counts as failed. Default 300,000. */
  callTimeoutMs: number;
  /** Waits before the 2nd, 3rd, … attempt; the last one repeats. `Retry-After` wins. Default 1, 2, 4, 8, 16 s, as the backfill asks. */
  retryDelaysMs: readonly number[];
  /** Calls under way at once in this instance. Default 32. */
  maxInFlight: number;
  /** Finished runs, their steps and events are removed after this many days. Default 14. */
  retentionDays: number;
  /** Fire cron schedules. Default true. */
  cronEnabled: boolean;
  /** Functions whose schedules fire even while schedules are off. Default none. */
  cronAlways?: readonly string[];
};

export type EngineDeps = {
  /** A raw pool with at least three connections: one listens, the others work. */
  sql: Sql;
  /** The Inngest serve handler; called in process with a `Request`. */
  handler: (request: Request) => Promise<Response>;
  /** The Inngest client's id. */
  appId: string;
  /** Names this process in leases and logs; a random one when absent. */
  instanceId?: string;
  options?: Partial<EngineOptions>;
  log?: EngineLog;
};

export type CronStatus = {
  functionId: string;
  cron: string;
  nextAt: Date | null;
  lastAt: Date | null;
};

/** What `GET /api/v1/admin/engine` and the metrics show. */
export type EngineSnapshot = {
  instanceId: string;
  appId: string;
  running: boolean;
  cronEnabled: boolean;
  functions: number;
  /** Living engine instances on this database, this one included, oldest first. */
  instances: { id: string; startedAt: Date; seenAt: Date }[];
  queue: {
    /** Items that could be called now. */
    ready: number;
    /** Items waiting for a time: sleeps, back-off, throttle, timeouts. */
    delayed: number;
    /** Items waiting for a free concurrency slot. */
    blocked: number;
    inFlight: number;
    oldestReadyAgeMs: number | null;
  };
  /** Runs that a throttle holds back, and when the last of them may start. */
  throttled: { functionId: string; runs: number; until: Date }[];
  /** Concurrency keys for whose slots calls wait, and how many calls hold them. */
  blocked: { functionId: string; key: string; items: number; inFlight: number }[];
  waits: { sleeps: number; events: number; invokes: number };
  runs: Record<RunStatus, number>;
  crons: CronStatus[];
  /** Since this instance started. */
  counters: EngineCounters;
};

export type EngineCounters = {
  steps: number;
  calls: number;
  failedCalls: number;
  /** Items this instance took back from one that had died or stalled, itself included. */
  leasesLost: number;
  lateAnswers: number;
  /** From "could be called" to "was called", newest calls. */
  lagP50Ms: number | null;
  lagP99Ms: number | null;
};

export type RunStep = {
  stepId: string;
  name: string;
  op: string;
  status: RunStepStatus;
  /** Calls made so far; 0 while it waits for its first. */
  attempts: number;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** For what still waits: when it is due at the latest. */
  dueAt: Date | null;
  /** JSON, cut to 2,000 characters. */
  output: string | null;
  error: { name: string; message: string } | null;
};

export type RunDetail = {
  runId: string;
  functionId: string;
  status: RunStatus;
  eventName: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  throttledUntil: Date | null;
  /** The run that invoked this one. */
  parentRunId: string | null;
  events: { id: string; name: string; data: string; ts: number }[];
  output: string | null;
  error: { name: string; message: string; stack?: string } | null;
  steps: RunStep[];
};

export type RunSummary = {
  runId: string;
  functionId: string;
  status: RunStatus;
  eventName: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  error: string | null;
  /** Its exact place in the list: the time of its creation to the microsecond. */
  position: string;
};

export type RunListInput = {
  limit: number;
  functionId?: string | undefined;
  status?: RunStatus | undefined;
  before?: { position: string; runId: string } | undefined;
};

export type Engine = {
  readonly instanceId: string;
  /** Registers the functions (refusing what it cannot do), takes back what a dead instance held, starts loop and cron. */
  start: () => Promise<void>;
  /** Asks the handler for its functions again: their limits and schedules may have changed. */
  refresh: (options: Pick<EngineOptions, "retryDelaysMs">) => Promise<void>;
  /** Claims no more, waits up to `drainMs` for calls under way, gives the rest back. */
  stop: (input?: { drainMs?: number }) => Promise<void>;
  /** Give this to the Inngest client, so that `inngest.send` and `step.sendEvent` arrive here. */
  fetch: typeof fetch;
  /** Stores events and creates their runs, all or nothing; returns the event ids in order. */
  sendEvents: (events: readonly OutgoingEvent[]) => Promise<string[]>;
  /** The same inside the caller's transaction: rows and events commit together or not at all. */
  enqueueEvents: (tx: Db, events: readonly OutgoingEvent[]) => Promise<string[]>;
  /** False when the run is unknown or has already ended. */
  cancelRun: (runId: string) => Promise<boolean>;
  /** Starts a failed run again from the step that failed, keeping what had finished; false unless it had failed or was cancelled. */
  replayRun: (runId: string) => Promise<boolean>;
  /** The same inside the caller's transaction. */
  enqueueReplay: (tx: Db, runId: string) => Promise<boolean>;
  /** Is it started, and how full is its queue: cheap enough for every request. */
  vitals: () => Promise<Pick<EngineSnapshot, "running" | "queue">>;
  snapshot: () => Promise<EngineSnapshot>;
  /** Null when the run is unknown. */
  runDetail: (runId: string) => Promise<RunDetail | null>;
  /** Newest first; `before` names the last run of the page before. */
  listRuns: (input: RunListInput) => Promise<RunSummary[]>;
  setCronEnabled: (enabled: boolean) => void;
  /** Removes what is older than the retention in small batches; returns how many runs went. The loop does so by itself every hour. */
  sweep: () => Promise<number>;
};
