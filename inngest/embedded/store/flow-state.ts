/** What flow control remembers: rates, used keys, events being collected. */
import type { Tx } from "./handle";

/** Locks these rate keys; those never seen are as old as can be. */
export async function lockRates(tx: Tx, keys: readonly string[]): Promise<Map<string, Date>> {
  const sorted = [...new Set(keys)].sort();
  await tx`
    insert into engine.throttle_state (key, tat) select unnest(${sorted}::text[]), to_timestamp(0)
    on conflict do nothing`;
  const rows = await tx<{ key: string; tat: Date }[]>`
    select key, tat from engine.throttle_state where key = any(${sorted}) order by key for update`;
  return new Map(rows.map(({ key, tat }) => [key, new Date(tat)]));
}

export async function writeRates(tx: Tx, rates: ReadonlyMap<string, number>): Promise<void> {
  await tx`
    update engine.throttle_state s set tat = to_timestamp(r.ms / 1000)
    from unnest(${[...rates.keys()]}::text[], ${[...rates.values()]}::float8[]) r(key, ms)
    where s.key = r.key`;
}

/** True for whoever comes first; the key is free again when it has expired. */
export async function takeKey(
  tx: Tx,
  functionId: string,
  key: string,
  ttlMs: number,
): Promise<boolean> {
  const rows = await tx`
    insert into engine.idempotency (function_id, key, expires_at)
    values (${functionId}, ${key}, clock_timestamp() + make_interval(secs => ${ttlMs / 1_000}::float8))
    on conflict (function_id, key) do update set expires_at = excluded.expires_at
    where engine.idempotency.expires_at < clock_timestamp()
    returning 1`;
  return rows.length > 0;
}

export type Collecting = {
  functionId: string;
  flowKey: string;
  eventId: string;
};

/** The event replaces the one that was waiting; its time moves, but not past the timeout. */
export async function debounce(
  tx: Tx,
  { functionId, flowKey, eventId }: Collecting,
  { periodMs, timeoutMs }: { periodMs: number; timeoutMs: number | null },
): Promise<void> {
  await tx`
    insert into engine.queue_items as q
      (kind, state, function_id, flow_key, event_ids, available_at, sort_at, concurrency_keys, queued_at, first_at)
    select 'debounce', 'delayed', ${functionId}, ${flowKey}, array[${eventId}::text],
           t, t, '{}', clock_timestamp(), clock_timestamp()
    from (select clock_timestamp() + make_interval(secs => ${periodMs / 1_000}::float8) as t) n
    on conflict (function_id, flow_key) where flow_key is not null and state = 'delayed'
    do update set event_ids = excluded.event_ids,
      available_at = least(excluded.available_at, q.first_at + make_interval(secs => coalesce(${timeoutMs === null ? null : timeoutMs / 1_000}::float8, 31536000))),
      sort_at = excluded.sort_at`;
}

/** Adds the event to the batch of its key; returns all its events once it is full, and empties it. */
export async function collect(
  tx: Tx,
  { functionId, flowKey, eventId }: Collecting,
  { maxSize, timeoutMs }: { maxSize: number; timeoutMs: number },
): Promise<string[] | null> {
  const [row] = await tx<{ id: number; eventIds: string[] }[]>`
    insert into engine.queue_items as q
      (kind, state, function_id, flow_key, event_ids, available_at, sort_at, concurrency_keys, queued_at, first_at)
    select 'batch', 'delayed', ${functionId}, ${flowKey}, array[${eventId}::text],
           t, t, '{}', clock_timestamp(), clock_timestamp()
    from (select clock_timestamp() + make_interval(secs => ${timeoutMs / 1_000}::float8) as t) n
    on conflict (function_id, flow_key) where flow_key is not null and state = 'delayed'
    do update set event_ids = q.event_ids || excluded.event_ids
    returning id::int, event_ids as "eventIds"`;
  if (!row || row.eventIds.length < maxSize) return null;
  await tx`delete from engine.queue_items where id = ${row.id}`;
  return row.eventIds;
}
