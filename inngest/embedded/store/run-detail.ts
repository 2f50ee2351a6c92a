/** One run as a person reads it, and the list of runs. */
import type { RunDetail, RunListInput, RunStep, RunSummary } from "@/lib/domain/engine-facts";
import type { Tx } from "./handle";

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
             error, event_ids as "eventIds", event_name as "eventName", parent_run_id as "parentRunId",
             throttled_until as "throttledUntil"
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

/** Newest first. */
export function selectRuns(
  tx: Tx,
  { limit, functionId, status, before }: RunListInput,
): Promise<RunSummary[]> {
  return tx<RunSummary[]>`
    select id as "runId", function_id as "functionId", status, event_name as "eventName",
           created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt",
           error::json ->> 'message' as error,
           to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as position
    from engine.runs
    where (${functionId ?? null}::text is null or function_id = ${functionId ?? null})
      and (${status ?? null}::text is null or status = ${status ?? null})
      and (${before?.position ?? null}::timestamptz is null
           or (created_at, id) < (${before?.position ?? null}::timestamptz, ${before?.runId ?? ""}))
    order by created_at desc, id desc limit ${limit}`;
}
