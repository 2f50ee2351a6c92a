/** Forgets what is old, in batches small enough never to be felt. */
import type { Tx } from "./handle";

const BATCH = 500;

/** Removes runs that ended before the retention, with their steps; returns how many. */
export async function deleteOldRuns(tx: Tx, days: number): Promise<number> {
  const rows = await tx<{ id: string }[]>`
    delete from engine.runs where id in (
      select id from engine.runs
      where ended_at < clock_timestamp() - make_interval(days => ${days}::int)
      order by ended_at limit ${BATCH} for update skip locked
    ) returning id`;
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx`delete from engine.steps where run_id = any(${ids})`;
  return ids.length;
}

/** Removes events that no open run needs any more; returns how many. */
export async function deleteOldEvents(tx: Tx, days: number): Promise<number> {
  const rows = await tx`
    delete from engine.events where id in (
      select e.id from engine.events e
      where e.received_at < clock_timestamp() - make_interval(days => ${days}::int)
        and not exists (
          select 1 from engine.runs r
          where r.status in ('queued', 'running') and e.id = any(r.event_ids))
      order by e.received_at limit ${BATCH}
    ) returning 1`;
  return rows.length;
}

export async function deleteOldKeys(tx: Tx): Promise<void> {
  await tx`delete from engine.idempotency where expires_at < clock_timestamp()`;
  await tx`delete from engine.throttle_state where tat < clock_timestamp() - interval '1 day'`;
  await tx`
    delete from engine.concurrency c where in_flight = 0 and not exists (
      select 1 from engine.queue_items where blocked_on = c.key)`;
}
