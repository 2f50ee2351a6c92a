/** The engine's state at a glance. */
import type { EngineSnapshot } from "@/lib/domain/engine-facts";
import { RUN_STATUSES, type RunStatus } from "@/lib/domain/vocabulary";
import type { Tx } from "./handle";

type StoredSnapshot = Pick<
  EngineSnapshot,
  "queue" | "throttled" | "blocked" | "waits" | "runs" | "instances"
>;

/** Counted from the queue alone. */
export async function selectQueue(tx: Tx): Promise<Pick<StoredSnapshot, "queue" | "waits">> {
  const [row] = await tx<(EngineSnapshot["queue"] & EngineSnapshot["waits"])[]>`
    select count(*) filter (where state = 'ready')::int as ready,
           count(*) filter (where state = 'delayed' and kind in ('discovery', 'step', 'sleep'))::int as delayed,
           count(*) filter (where state = 'blocked')::int as blocked,
           count(*) filter (where state = 'leased')::int as "inFlight",
           count(*) filter (where kind = 'sleep')::int as sleeps,
           count(*) filter (where kind = 'wait')::int as events,
           count(*) filter (where kind = 'invoke')::int as invokes,
           (extract(epoch from clock_timestamp() - min(available_at) filter (where state = 'ready')) * 1000)::float8
             as "oldestReadyAgeMs"
    from engine.queue_items`;
  if (!row) throw new Error("An aggregate always has a row.");
  const { sleeps, events, invokes, ...queue } = row;
  return { queue, waits: { sleeps, events, invokes } };
}

export async function selectSnapshot(tx: Tx): Promise<StoredSnapshot> {
  const [queue, throttled, blocked, runs, instances] = await Promise.all([
    selectQueue(tx),
    tx<StoredSnapshot["throttled"]>`
      select function_id as "functionId", count(*)::int as runs, max(throttled_until) as until
      from engine.runs where status = 'queued' and throttled_until > clock_timestamp()
      group by 1 order by 1`,
    tx<StoredSnapshot["blocked"]>`
      select i.function_id as "functionId", i.blocked_on as key, count(*)::int as items,
             coalesce(max(c.in_flight), 0) as "inFlight"
      from engine.queue_items i left join engine.concurrency c on c.key = i.blocked_on
      where i.state = 'blocked' group by 1, 2 order by 3 desc, 1, 2 limit ${MOST_KEYS}`,
    tx<{ status: RunStatus; count: number }[]>`
      select status, count(*)::int as count from engine.runs group by 1`,
    tx<StoredSnapshot["instances"]>`
      select id, started_at as "startedAt", seen_at as "seenAt" from engine.instances order by started_at, id`,
  ]);
  const count = (status: RunStatus) => runs.find((row) => row.status === status)?.count ?? 0;
  const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, count(status)]));
  return {
    ...queue,
    throttled: [...throttled],
    blocked: [...blocked],
    // One entry per status, made from the list of all statuses.
    runs: counts as Record<RunStatus, number>,
    instances: [...instances],
  };
}

/** Keys can be one per symbol; those with the longest lines are shown. */
const MOST_KEYS = 20;
