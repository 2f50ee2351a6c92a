/**
 * The way most steps take: one statement, so one round trip and one commit, for runs that do nothing else at the
 * moment. It does what `remember` and `discover` do, under the same locks; a row that does not meet every condition
 * is left alone, and the caller goes the long way with it. No indexed column of the item changes (its lease is renewed
 * only when half of it is over, its place in the queue is the one it had), so that PostgreSQL writes no index entry for it.
 */
import { LIMITS } from "@/inngest/embedded/state/types";
import { asJson, type Tx } from "./handle";

export type QuickStep = {
  runId: string;
  itemId: number;
  token: number;
  stepId: string;
  name: string;
  op: string;
  failed: boolean;
  body: string;
  bytes: number;
  attempts: number;
};

/** Where in the run a step was written, and how long the lease of its item still lasts. */
type WrittenStep = { itemId: number; position: number; leaseMs: number };

/** @returns what was written, by item */
export async function writeQuickSteps(
  tx: Tx,
  rows: readonly QuickStep[],
  leaseMs: number,
): Promise<Map<number, WrittenStep>> {
  const written = await tx<WrittenStep[]>`
    /* quick steps */
    with input as (
      select * from json_to_recordset(${asJson(rows)}::text::json) i(
        "runId" text, "itemId" bigint, token int, "stepId" text, name text, op text, failed bool,
        body text, bytes int, attempts int)
    ), run as materialized (
      select r.id from engine.runs r
      where r.id in (select "runId" from input) and r.status = 'running'
      order by r.id for no key update
    ), item as materialized (
      select q.id, q.run_id, q.queued_at, q.started_at,
             i."stepId", i.name, i.op, i.failed, i.body, i.bytes, i.attempts
      from input i join run on run.id = i."runId" join engine.queue_items q on q.id = i."itemId"
      where q.lease_token = i.token and q.state = 'leased' and q.kind = 'discovery' and not q.again
        and not exists (
          select 1 from engine.queue_items o where o.run_id = q.run_id and o.id <> q.id
            and o.kind in ('discovery', 'step', 'sleep', 'wait', 'invoke'))
        and not exists (
          select 1 from engine.steps s where s.run_id = q.run_id and s.step_id = i."stepId")
      for update of q
    ), step as (
      insert into engine.steps
        (run_id, step_id, position, name, op, failed, body, total_bytes, attempts, queued_at, started_at, ended_at)
      select i.run_id, i."stepId", coalesce(t.position, 0) + 1, i.name, i.op, i.failed, i.body,
             coalesce(t.total_bytes, 0) + i.bytes, i.attempts, i.queued_at, i.started_at, clock_timestamp()
      from item i left join lateral (
        select position, total_bytes from engine.steps where run_id = i.run_id order by position desc limit 1
      ) t on true
      where coalesce(t.position, 0) < ${LIMITS.steps}
        and coalesce(t.total_bytes, 0) + i.bytes <= ${LIMITS.stateBytes}
      returning run_id, position
    )
    update engine.queue_items q set
      attempt = 0, queued_at = n.now, started_at = n.now, leases_lost = 0, lease_token = q.lease_token + 1,
      lease_until = case when q.lease_until < n.now + n.lease / 2 then n.now + n.lease else q.lease_until end
    from item join step on step.run_id = item.run_id cross join
      (select clock_timestamp() as now, make_interval(secs => ${leaseMs / 1_000}::float8) as lease) n
    where q.id = item.id
    returning q.id::int as "itemId", step.position,
      extract(epoch from q.lease_until - n.now)::float8 * 1000 as "leaseMs"`;
  return new Map(written.map((row) => [row.itemId, row]));
}
