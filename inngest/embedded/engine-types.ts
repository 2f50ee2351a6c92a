/** What the engine offers to the rest of the house; `createEngine` in engine.ts makes one. */
import type { Db, Sql } from "@/lib/db/connect";
import type { EngineReader, EngineSnapshot } from "@/lib/domain/engine-facts";

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

export type Engine = EngineReader & {
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
  setCronEnabled: (enabled: boolean) => void;
  /** Removes what is older than the retention in small batches; returns how many runs went. The loop does so by itself every hour. */
  sweep: () => Promise<number>;
};
