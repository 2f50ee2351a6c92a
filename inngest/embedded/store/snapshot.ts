/** The engine's state at a glance. */
import type {
  EngineSnapshot,
  RunDetail,
  RunStatus,
  RunStep,
  RunSummary,
} from "@/inngest/embedded/engine-types";
import type { Tx } from "./handle";

export type QueueSnapshot = Pick<
  EngineSnapshot,
  "queue" | "throttled" | "waits" | "runs" | "instances"
>;

type QueueRow = {
  ready: number;
  delayed: number;
  blocked: number;
  inFlight: number;
  events: number;
  invokes: number;
  oldestReadyAgeMs: number | null;
};

export async function selectQueue(tx: Tx): Promise<QueueSnapshot> {
  const [queue, throttled, runs, instances] = await Promise.all([
    tx<QueueRow[]>`
      select count(*) filter (where state = 'ready')::int as ready,
             count(*) filter (where state = 'delayed' and kind in ('discovery', 'step', 'sleep'))::int as delayed,
             count(*) filter (where state = 'blocked')::int as blocked,
             count(*) filter (where state = 'leased')::int as "inFlight",
             count(*) filter (where kind = 'wait')::int as events,
             count(*) filter (where kind = 'invoke')::int as invokes,
             (extract(epoch from clock_timestamp() - min(available_at) filter (where state = 'ready')) * 1000)::float8
               as "oldestReadyAgeMs"
      from engine.queue_items`,
    tx<{ functionId: string; runs: number; until: Date }[]>`
      select function_id as "functionId", count(*)::int as runs, max(throttled_until) as until
      from engine.runs where status = 'queued' and throttled_until > clock_timestamp()
      group by 1 order by 1`,
    tx<{ status: RunStatus; count: number }[]>`
      select status, count(*)::int as count from engine.runs group by 1`,
    tx<{ count: number }[]>`select count(*)::int as count from engine.instances`,
  ]);
  const {
    events = 0,
    invokes = 0,
    ...counts
  } = queue[0] ?? {
    ready: 0,
    delayed: 0,
    blocked: 0,
    inFlight: 0,
    oldestReadyAgeMs: null,
  };
  const count = (status: RunStatus) => runs.find((row) => row.status === status)?.count ?? 0;
  return {
    queue: counts,
    throttled: [...throttled],
    waits: { events, invokes },
    runs: {
      queued: count("queued"),
      running: count("running"),
      completed: count("completed"),
      failed: count("failed"),
      cancelled: count("cancelled"),
    },
    instances: instances[0]?.count ?? 0,
  };
}

const SHOWN_CHARACTERS = 2_000;

type RunRow = Omit<RunDetail, "events" | "steps" | "error"> & {
  error: string | null;
  eventIds: string[];
};

export async function selectRunDetail(tx: Tx, runId: string): Promise<RunDetail | null> {
  const [[run], events, finished, open] = await Promise.all([
    tx<RunRow[]>`
      select id as "runId", function_id as "functionId", status, created_at as "createdAt",
             started_at as "startedAt", ended_at as "endedAt", left(output, ${SHOWN_CHARACTERS}) as output,
             error, event_ids as "eventIds"
      from engine.runs where id = ${runId}`,
    tx<{ id: string; name: string; payload: string }[]>`
      select e.id, e.name, e.payload from engine.runs r
      join engine.events e on e.id = any(r.event_ids) where r.id = ${runId}`,
    tx<(Omit<RunStep, "error" | "status" | "dueAt"> & { failed: boolean; body: string })[]>`
      select step_id as "stepId", name, op, failed, body, left(body, ${SHOWN_CHARACTERS}) as output, attempts,
             queued_at as "queuedAt", started_at as "startedAt", ended_at as "endedAt"
      from engine.steps where run_id = ${runId} order by position`,
    tx<OpenRow[]>`
      select coalesce(step_id, '') as "stepId", coalesce(name, 'next step') as name, kind, state,
             attempt, queued_at as "queuedAt", started_at as "startedAt", available_at as "dueAt"
      from engine.queue_items
      where run_id = ${runId} and kind in ('discovery', 'step', 'sleep', 'wait', 'invoke') order by id`,
  ]);
  if (!run) return null;
  const { eventIds, error, ...rest } = run;
  return {
    ...rest,
    error: error === null ? null : parseError(error),
    events: eventIds.flatMap((id) => {
      const event = events.find((row) => row.id === id);
      return event ? [shownEvent(event)] : [];
    }),
    steps: [...finished.map(finishedStep), ...open.map(openStep)],
  };
}

type OpenRow = Pick<RunStep, "stepId" | "name" | "queuedAt" | "startedAt" | "dueAt"> & {
  kind: string;
  state: string;
  attempt: number;
};

function finishedStep({
  failed,
  body,
  ...step
}: Omit<RunStep, "error" | "status" | "dueAt"> & { failed: boolean; body: string }): RunStep {
  return {
    ...step,
    dueAt: null,
    status: failed ? "failed" : "completed",
    output: failed ? null : step.output,
    error: failed ? parseError(body) : null,
  };
}

const KIND_OPS: Readonly<Record<string, string>> = {
  discovery: "Discovery",
  step: "StepRun",
  sleep: "Sleep",
  wait: "WaitForEvent",
  invoke: "InvokeFunction",
};

function openStep({ kind, state, attempt, ...step }: OpenRow): RunStep {
  const running = state === "leased";
  return {
    ...step,
    op: KIND_OPS[kind] ?? kind,
    status: running ? "running" : "waiting",
    attempts: attempt,
    startedAt: running ? step.startedAt : null,
    endedAt: null,
    dueAt: state === "delayed" ? step.dueAt : null,
    output: null,
    error: null,
  };
}

function shownEvent({ id, name, payload }: { id: string; name: string; payload: string }) {
  const { data, ts }: { data: unknown; ts: number } = JSON.parse(payload);
  return { id, name, ts, data: JSON.stringify(data).slice(0, SHOWN_CHARACTERS) };
}

function parseError(text: string): { name: string; message: string; stack?: string } {
  const { name, message, stack }: { name: string; message: string; stack?: string } =
    JSON.parse(text);
  return { name, message, ...(stack ? { stack } : {}) };
}

export function selectRuns(
  tx: Tx,
  input: { limit: number; functionId?: string; status?: RunStatus },
): Promise<RunSummary[]> {
  return tx<RunSummary[]>`
    select id as "runId", function_id as "functionId", status, event_name as "eventName",
           created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt",
           error::json ->> 'message' as error
    from engine.runs
    where (${input.functionId ?? null}::text is null or function_id = ${input.functionId ?? null})
      and (${input.status ?? null}::text is null or status = ${input.status ?? null})
    order by created_at desc, id desc limit ${input.limit}`;
}
