/** Opens a failed or cancelled run again: what had finished stays, what had failed is forgotten. */
import type { Tx } from "./handle";

/** Call inside a transaction; false unless the run had failed or was cancelled. */
export async function reopenRun(tx: Tx, runId: string): Promise<boolean> {
  const [run] = await tx<{ id: string }[]>`
    update engine.runs set status = 'queued', ended_at = null, error = null, output = null
    where id = ${runId} and status in ('failed', 'cancelled') returning id`;
  if (!run) return false;
  await tx`delete from engine.steps where run_id = ${runId} and failed`;
  await tx`
    with numbered as (
      select step_id, row_number() over w as n, sum(octet_length(body)) over w as bytes
      from engine.steps where run_id = ${runId} window w as (order by position)
    )
    update engine.steps s set position = n.n, total_bytes = n.bytes
    from numbered n where s.run_id = ${runId} and s.step_id = n.step_id`;
  await tx`
    insert into engine.queue_items (kind, state, function_id, run_id, available_at, sort_at, concurrency_keys, queued_at)
    select 'discovery', 'ready', function_id, id, clock_timestamp(), clock_timestamp(), concurrency_keys, clock_timestamp()
    from engine.runs where id = ${runId}`;
  return true;
}
