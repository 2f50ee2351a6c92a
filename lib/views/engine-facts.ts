/** What the views may ask the embedded engine: its own words for the same things, without knowing it. */
import type { RunStatus, RunStepStatus } from "@/lib/domain/vocabulary";

export type EngineStatus = {
  instanceId: string;
  running: boolean;
  cronEnabled: boolean;
  functions: number;
  instances: readonly { id: string; startedAt: Date; seenAt: Date }[];
  queue: {
    ready: number;
    delayed: number;
    blocked: number;
    inFlight: number;
    oldestReadyAgeMs: number | null;
  };
  throttled: readonly { functionId: string; runs: number; until: Date }[];
  blocked: readonly { functionId: string; key: string; items: number; inFlight: number }[];
  waits: { sleeps: number; events: number; invokes: number };
  runs: Record<RunStatus, number>;
  crons: readonly { functionId: string; cron: string; nextAt: Date | null; lastAt: Date | null }[];
  counters: {
    steps: number;
    calls: number;
    failedCalls: number;
    leasesLost: number;
    lateAnswers: number;
    lagP50Ms: number | null;
    lagP99Ms: number | null;
  };
};

type RunError = { name: string; message: string; stack?: string };

type ListedRun = {
  runId: string;
  functionId: string;
  status: RunStatus;
  eventName: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

export type RunSummary = ListedRun & { error: string | null; position: string };

export type RunFacts = ListedRun & {
  throttledUntil: Date | null;
  parentRunId: string | null;
  events: readonly { id: string; name: string; data: string; ts: number }[];
  output: string | null;
  error: RunError | null;
  steps: readonly {
    stepId: string;
    name: string;
    op: string;
    status: RunStepStatus;
    attempts: number;
    queuedAt: Date;
    startedAt: Date | null;
    endedAt: Date | null;
    dueAt: Date | null;
    output: string | null;
    error: RunError | null;
  }[];
};

/** The engine of this process; `null` where an Inngest server runs the functions. */
export type EngineReader = {
  snapshot: () => Promise<EngineStatus>;
  runDetail: (runId: string) => Promise<RunFacts | null>;
  listRuns: (input: {
    limit: number;
    functionId: string | undefined;
    status: RunStatus | undefined;
    before: { position: string; runId: string } | undefined;
  }) => Promise<RunSummary[]>;
};
