/** Runs under their locks, with everything the state machine asks about them. */
import type { RunItem, RunItemKind } from "@/inngest/embedded/state/types";
import type { Tx } from "./handle";

export type LockedItem = RunItem & {
  token: number;
  functionId: string;
  concurrencyKeys: string[];
  queuedAt: Date;
  startedAt: Date | null;
};

export type LockedRun = {
  runId: string;
  functionId: string;
  started: boolean;
  prioritySeconds: number;
  concurrencyKeys: string[];
  steps: number;
  bytes: number;
  items: LockedItem[];
  done: Set<string>;
};

type RunRow = {
  runId: string;
  functionId: string;
  status: string;
  prioritySeconds: number;
  concurrencyKeys: string[];
};
type ItemRow = {
  id: number;
  runId: string;
  kind: RunItemKind;
  state: string;
  functionId: string;
  stepId: string | null;
  name: string | null;
  attempt: number;
  coalesce: boolean;
  race: boolean;
  again: boolean;
  token: number;
  concurrencyKeys: string[];
  queuedAt: Date;
  startedAt: Date | null;
};

/**
 * Locks the open runs among these, in a fixed order; a run that has ended is absent from the answer.
 *
 * @param stepIds steps to look for among the finished ones
 */
export async function lockRuns(
  tx: Tx,
  runIds: readonly string[],
  stepIds: readonly string[],
): Promise<Map<string, LockedRun>> {
  const ids = [...new Set(runIds)].sort();
  const [runs, items, tails, done] = await Promise.all([
    tx<RunRow[]>`
      select id as "runId", function_id as "functionId", status,
             priority_seconds as "prioritySeconds", concurrency_keys as "concurrencyKeys"
      from engine.runs where id = any(${ids}) and status in ('queued', 'running')
      order by id for no key update`,
    tx<ItemRow[]>`
      select id::int, run_id as "runId", kind, state, function_id as "functionId", step_id as "stepId", name,
             attempt, coalesce, race, again, lease_token as token, concurrency_keys as "concurrencyKeys",
             queued_at as "queuedAt", started_at as "startedAt"
      from engine.queue_items
      where run_id = any(${ids}) and kind in ('discovery', 'step', 'sleep', 'wait', 'invoke')
      order by id for update`,
    tx<{ runId: string; position: number; bytes: number }[]>`
      select r.id as "runId", s.position, s.total_bytes::float8 as bytes
      from unnest(${ids}::text[]) r(id)
      cross join lateral (
        select position, total_bytes from engine.steps where run_id = r.id order by position desc limit 1
      ) s`,
    tx<{ runId: string; stepId: string }[]>`
      select s.run_id as "runId", s.step_id as "stepId"
      from engine.steps s
      where s.run_id = any(${ids}) and s.step_id = any(${[...stepIds]})`,
  ]);
  const book = new Map<string, LockedRun>();
  for (const { status, ...run } of runs) {
    book.set(run.runId, {
      ...run,
      started: status === "running",
      steps: 0,
      bytes: 0,
      items: [],
      done: new Set(),
    });
  }
  for (const { runId, state, ...item } of items) {
    book.get(runId)?.items.push({ ...item, name: item.name ?? "", leased: state === "leased" });
  }
  for (const { runId, position, bytes } of tails) {
    const run = book.get(runId);
    if (run) Object.assign(run, { steps: position, bytes });
  }
  for (const { runId, stepId } of done) book.get(runId)?.done.add(stepId);
  return book;
}
