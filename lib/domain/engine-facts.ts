/** What can be known of an engine's work: its own words, which the pages and the metrics show. */
import type { RunStatus, RunStepStatus } from "./vocabulary";

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

type RunFacts = {
  runId: string;
  functionId: string;
  status: RunStatus;
  eventName: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

export type RunDetail = RunFacts & {
  throttledUntil: Date | null;
  /** The run that invoked this one. */
  parentRunId: string | null;
  events: { id: string; name: string; data: string; ts: number }[];
  output: string | null;
  error: { name: string; message: string; stack?: string } | null;
  steps: RunStep[];
};

export type RunSummary = RunFacts & {
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

/** What may be asked of the engine of this process, without changing anything. */
export type EngineReader = {
  snapshot: () => Promise<EngineSnapshot>;
  /** Null when the run is unknown. */
  runDetail: (runId: string) => Promise<RunDetail | null>;
  /** Newest first; `before` names the last run of the page before. */
  listRuns: (input: RunListInput) => Promise<RunSummary[]>;
};
