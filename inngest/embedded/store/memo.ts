/** What a call needs besides its item: the run's events and the memo of its finished steps. */
import type { Tx } from "./handle";

export type MemoRow = {
  runId: string;
  stepId: string;
  position: number;
  failed: boolean;
  body: string;
};

/**
 * Steps from the position given per run on, in order; the one at that position itself comes without its data, to be
 * recognised by.
 */
export function selectMemo(
  tx: Tx,
  runs: readonly { runId: string; after: number }[],
): Promise<MemoRow[]> {
  return tx<MemoRow[]>`
    select s.run_id as "runId", s.step_id as "stepId", s.position, s.failed,
           case when s.position > r.after or s.failed then s.body else '' end as body
    from unnest(${runs.map(({ runId }) => runId)}::text[], ${runs.map(({ after }) => after)}::int[]) r(id, after)
    join engine.steps s on s.run_id = r.id and s.position >= r.after
    order by s.run_id, s.position`;
}

export type RunEvents = { runId: string; functionId: string; payloads: string[] };

/** Event payloads of each run, in the order in which it got them. */
export function selectRunEvents(tx: Tx, runIds: readonly string[]): Promise<RunEvents[]> {
  return tx<RunEvents[]>`
    select r.id as "runId", r.function_id as "functionId",
           array(select e.payload from unnest(r.event_ids) with ordinality o(id, n)
                 join engine.events e on e.id = o.id order by o.n) as payloads
    from engine.runs r where r.id = any(${[...runIds]})`;
}

/** Other things these runs have yet to do: then the function plans its steps instead of running them. */
export async function selectParallel(tx: Tx, runIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ runId: string }[]>`
    select run_id as "runId" from engine.queue_items
    where run_id = any(${[...runIds]}) and kind in ('discovery', 'step', 'sleep', 'wait', 'invoke')
    group by run_id having count(*) > 1`;
  return new Set(rows.map(({ runId }) => runId));
}
