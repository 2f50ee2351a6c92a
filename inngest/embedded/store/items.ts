/** Small questions about queue items, asked under their lease. */
import type { Tx } from "./handle";

/** Deletes the item if its lease is still this one. */
export async function closeIfHeld(tx: Tx, item: { id: number; token: number }): Promise<boolean> {
  const rows = await tx`
    delete from engine.queue_items
    where id = ${item.id} and lease_token = ${item.token} and state = 'leased' returning 1`;
  return rows.length > 0;
}

/** True while the run's first call has not begun. */
export async function isWaitingToStart(tx: Tx, runId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from engine.runs r
    where r.id = ${runId} and r.status = 'queued' and not exists (
      select 1 from engine.queue_items
      where run_id = r.id and state = 'leased' and kind in ('discovery', 'step'))`;
  return rows.length > 0;
}

/** Tells the other instances that there is something to claim, once this transaction commits. */
export async function notifyWork(tx: Tx): Promise<void> {
  await tx`select pg_notify('engine_work', '')`;
}
