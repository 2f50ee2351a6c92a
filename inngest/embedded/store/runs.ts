/** New runs, and questions about the ones there are. */
import { asJson, type Tx } from "./handle";

export type NewRun = {
  id: string;
  functionId: string;
  eventIds: readonly string[];
  eventName: string;
  prioritySeconds: number;
  concurrencyKeys: readonly string[];
  singletonKey: string | null;
  parentRunId: string | null;
  parentStepId: string | null;
  /** Not before this instant; null: now. */
  startAt: string | null;
  startDeadlineMs: number | null;
  cancels: readonly {
    event: string;
    condition: string | null;
    afterMs: number | null;
    at: string | null;
  }[];
};

/** Stores runs and everything that each has yet to do: its first call, its deadline, what cancels it. */
export async function insertRuns(tx: Tx, runs: readonly NewRun[]): Promise<void> {
  const rows = asJson(runs);
  const special = runs.some(
    ({ startDeadlineMs, cancels }) => startDeadlineMs !== null || cancels.length > 0,
  );
  await Promise.all([
    tx`
      insert into engine.runs (id, function_id, status, event_ids, event_name, priority_seconds, concurrency_keys,
                               singleton_key, parent_run_id, parent_step_id, throttled_until, created_at)
      select id, "functionId", 'queued', array(select json_array_elements_text("eventIds")), "eventName",
             "prioritySeconds", array(select json_array_elements_text("concurrencyKeys")), "singletonKey",
             "parentRunId", "parentStepId", case when "startAt" > clock_timestamp() then "startAt" end, clock_timestamp()
      from json_to_recordset(${rows}::text::json) r(
        id text, "functionId" text, "eventIds" json, "eventName" text, "prioritySeconds" int,
        "concurrencyKeys" json, "singletonKey" text, "parentRunId" text, "parentStepId" text, "startAt" timestamptz)`,
    tx`
      insert into engine.queue_items (kind, state, function_id, run_id, available_at, sort_at, concurrency_keys, queued_at)
      select 'discovery', case when due > now then 'delayed' else 'ready' end, "functionId", id, due,
             due - make_interval(secs => "prioritySeconds"),
             array(select json_array_elements_text("concurrencyKeys")), now
      from (
        select r.*, c.now, greatest(coalesce(r."startAt", c.now), c.now) as due
        from json_to_recordset(${rows}::text::json) r(
          id text, "functionId" text, "prioritySeconds" int, "concurrencyKeys" json, "startAt" timestamptz)
        cross join (select clock_timestamp() as now) c
      ) q order by due, id`,
    special && insertGuards(tx, rows),
  ]);
}

function insertGuards(tx: Tx, rows: string) {
  return tx`
    insert into engine.queue_items (kind, state, function_id, run_id, available_at, sort_at, concurrency_keys, queued_at, awaits, awaits_if)
    select 'start_deadline', 'delayed', "functionId", id, t, t, '{}'::text[], clock_timestamp(), null::text, null::text
    from (
      select *, clock_timestamp() + make_interval(secs => "startDeadlineMs" / 1000) as t
      from json_to_recordset(${rows}::text::json) r(id text, "functionId" text, "startDeadlineMs" float8)
      where "startDeadlineMs" is not null
    ) d
    union all
    select 'cancel', 'delayed', "functionId", id, t, t, '{}'::text[], clock_timestamp(), event, condition
    from (
      select r.id, r."functionId", c.event, c.condition,
             coalesce(c.at, clock_timestamp() + make_interval(secs => coalesce(c."afterMs", 31536000000) / 1000)) as t
      from json_to_recordset(${rows}::text::json) r(id text, "functionId" text, cancels json)
      cross join lateral json_to_recordset(r.cancels) c(event text, condition text, "afterMs" float8, at timestamptz)
    ) d`;
}

/** Inserts the deadline by which a run that just started must have ended. */
export function insertFinishDeadlines(
  tx: Tx,
  rows: readonly { runId: string; functionId: string; afterMs: number }[],
) {
  return tx`
    insert into engine.queue_items (kind, state, function_id, run_id, available_at, sort_at, concurrency_keys, queued_at)
    select 'finish_deadline', 'delayed', "functionId", "runId", t, t, '{}', clock_timestamp()
    from (
      select *, clock_timestamp() + make_interval(secs => "afterMs" / 1000) as t
      from json_to_recordset(${asJson(rows)}::text::json) r("runId" text, "functionId" text, "afterMs" float8)
    ) d`;
}

export type EndedFacts = {
  runId: string;
  functionId: string;
  status: string;
  output: string | null;
  error: string | null;
  parentRunId: string | null;
  parentStepId: string | null;
  payloads: string[];
};

/** What the events about ended runs say. */
export function selectEnded(tx: Tx, runIds: readonly string[]): Promise<EndedFacts[]> {
  return tx<EndedFacts[]>`
    select r.id as "runId", r.function_id as "functionId", r.status, r.output, r.error,
           r.parent_run_id as "parentRunId", r.parent_step_id as "parentStepId",
           array(select e.payload from unnest(r.event_ids) with ordinality o(id, n)
                 join engine.events e on e.id = o.id order by o.n) as payloads
    from engine.runs r where r.id = any(${[...runIds]})`;
}

export async function selectOpenSingletons(
  tx: Tx,
  functionId: string,
  key: string,
): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtext(${`singleton:${functionId}:${key}`}))`;
  const rows = await tx<{ id: string }[]>`
    select id from engine.runs
    where function_id = ${functionId} and singleton_key = ${key} and status in ('queued', 'running')`;
  return rows.map(({ id }) => id);
}

/** Shows a run as running whose first call lasts; the end of the call does so too. False when that came first. */
export async function markStarted(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx`
    update engine.runs set status = 'running', started_at = clock_timestamp()
    where id = ${runId} and status = 'queued' returning 1`;
  return rows.length > 0;
}
