/** Writes what the state machine decided: one statement per table, however many runs changed. */
import { asJson, type Tx } from "./handle";

/** When, relative to the database's clock or as an instant; both null: now. */
type When = { afterMs: number | null; at: string | null };

export type StepRow = {
  runId: string;
  stepId: string;
  position: number;
  name: string;
  op: string;
  failed: boolean;
  body: string;
  totalBytes: number;
  attempts: number;
  queuedAt: string;
  startedAt: string | null;
};

/** An item that goes on as something else, or as the next attempt. */
export type TurnedItem = When & {
  id: number;
  kind: string;
  stepId: string | null;
  name: string | null;
  attempt: number;
  coalesce: boolean;
  race: boolean;
  again: boolean;
  prioritySeconds: number;
  /** Stays leased, under the next token: its instance goes on with it at once. */
  keepLease: boolean;
};

export type NewItem = When & {
  kind: string;
  functionId: string;
  runId: string;
  stepId: string | null;
  name: string | null;
  coalesce: boolean;
  race: boolean;
  concurrencyKeys: readonly string[];
  prioritySeconds: number;
  awaits: string | null;
  awaitsIf: string | null;
  /** Never due by itself. */
  forever: boolean;
};

type EndedRun = {
  runId: string;
  status: "completed" | "failed" | "cancelled";
  output: string | null;
  error: string | null;
};

export type ChangeSet = {
  steps: StepRow[];
  turned: TurnedItem[];
  opened: NewItem[];
  closed: number[];
  again: number[];
  started: { runId: string; startedAt: string | null }[];
  ended: EndedRun[];
};

export async function writeChanges(tx: Tx, set: ChangeSet, leaseMs: number): Promise<void> {
  await Promise.all([
    set.steps.length > 0 && insertSteps(tx, set.steps),
    set.started.length > 0 && startRuns(tx, set.started),
    set.ended.length > 0 && endRuns(tx, set.ended),
    set.closed.length > 0 && tx`delete from engine.queue_items where id = any(${set.closed})`,
    set.again.length > 0 &&
      tx`update engine.queue_items set again = true where id = any(${set.again})`,
    set.turned.length > 0 && turnItems(tx, set.turned, leaseMs),
    set.opened.length > 0 && insertItems(tx, set.opened),
  ]);
}

function insertSteps(tx: Tx, rows: readonly StepRow[]) {
  return tx`
    insert into engine.steps (run_id, step_id, position, name, op, failed, body, total_bytes, attempts, queued_at, started_at, ended_at)
    select r."runId", r."stepId", r.position, r.name, r.op, r.failed, r.body, r."totalBytes", r.attempts,
           r."queuedAt", r."startedAt", clock_timestamp()
    from json_to_recordset(${asJson(rows)}::text::json) r(
      "runId" text, "stepId" text, position int, name text, op text, failed bool, body text,
      "totalBytes" bigint, attempts int, "queuedAt" timestamptz, "startedAt" timestamptz)`;
}

function startRuns(tx: Tx, rows: ChangeSet["started"]) {
  return tx`
    update engine.runs u set status = 'running', started_at = coalesce(r."startedAt", clock_timestamp())
    from json_to_recordset(${asJson(rows)}::text::json) r("runId" text, "startedAt" timestamptz)
    where u.id = r."runId" and u.status = 'queued'`;
}

async function endRuns(tx: Tx, rows: readonly EndedRun[]) {
  await Promise.all([
    tx`
      update engine.runs u set status = r.status, output = r.output, error = r.error, ended_at = clock_timestamp(),
             started_at = coalesce(u.started_at, case when r.status <> 'cancelled' then u.created_at end)
      from json_to_recordset(${asJson(rows)}::text::json) r("runId" text, status text, output text, error text)
      where u.id = r."runId"`,
    tx`delete from engine.queue_items where run_id = any(${rows.map(({ runId }) => runId)})`,
  ]);
}

function turnItems(tx: Tx, rows: readonly TurnedItem[], leaseMs: number) {
  return tx`
    update engine.queue_items i set
      kind = r.kind, step_id = r."stepId", name = r.name, attempt = r.attempt, coalesce = r.coalesce,
      race = r.race, again = r.again, awaits = null, awaits_if = null, blocked_on = null,
      state = case when r."keepLease" then 'leased' when r.due > r.now then 'delayed' else 'ready' end,
      available_at = r.due, sort_at = r.due - make_interval(secs => r."prioritySeconds"),
      queued_at = r.now, started_at = case when r."keepLease" then r.now end, leases_lost = 0,
      lease_token = i.lease_token + 1,
      lease_until = case when r."keepLease" then r.now + make_interval(secs => ${leaseMs / 1_000}::float8) end,
      leased_by = case when r."keepLease" then i.leased_by end
    from (
      select j.*, c.now,
             coalesce(j.at, c.now + make_interval(secs => coalesce(j."afterMs", 0) / 1000)) as due
      from json_to_recordset(${asJson(rows)}::text::json) j(
        id bigint, kind text, "stepId" text, name text, attempt int, coalesce bool, race bool, again bool,
        "prioritySeconds" int, "keepLease" bool, at timestamptz, "afterMs" float8)
      cross join (select clock_timestamp() as now) c
    ) r
    where i.id = r.id`;
}

function insertItems(tx: Tx, rows: readonly NewItem[]) {
  return tx`
    insert into engine.queue_items
      (kind, state, function_id, run_id, step_id, name, available_at, sort_at, concurrency_keys, queued_at,
       coalesce, race, awaits, awaits_if)
    select r.kind, case when r.due > r.now then 'delayed' else 'ready' end, r."functionId", r."runId",
           r."stepId", r.name, r.due, r.due - make_interval(secs => r."prioritySeconds"),
           array(select json_array_elements_text(r."concurrencyKeys")), r.now,
           r.coalesce, r.race, r.awaits, r."awaitsIf"
    from (
      select j.*, c.now, case when j.forever then c.now + interval '1 year' else
             coalesce(j.at, c.now + make_interval(secs => coalesce(j."afterMs", 0) / 1000)) end as due
      from json_to_recordset(${asJson(rows)}::text::json) j(
        kind text, "functionId" text, "runId" text, "stepId" text, name text, coalesce bool, race bool,
        "concurrencyKeys" json, "prioritySeconds" int, awaits text, "awaitsIf" text, forever bool,
        at timestamptz, "afterMs" float8)
      cross join (select clock_timestamp() as now) c
    ) r`;
}
