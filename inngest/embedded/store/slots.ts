/** Concurrency slots: counted per key, under the key's lock, over all instances. */
import type { Tx } from "./handle";

/** How many slots are taken; locks the keys until the transaction ends. */
export async function lockSlots(tx: Tx, keys: readonly string[]): Promise<Map<string, number>> {
  const sorted = [...new Set(keys)].sort();
  await tx`insert into engine.concurrency (key) select unnest(${sorted}::text[]) on conflict do nothing`;
  const rows = await tx<{ key: string; inFlight: number }[]>`
    select key, in_flight as "inFlight" from engine.concurrency
    where key = any(${sorted}) order by key for update`;
  return new Map(rows.map(({ key, inFlight }) => [key, inFlight]));
}

export async function writeSlots(tx: Tx, inFlight: ReadonlyMap<string, number>): Promise<void> {
  const keys = [...inFlight.keys()];
  await tx`
    update engine.concurrency c set in_flight = r.taken
    from unnest(${keys}::text[], ${[...inFlight.values()]}::int[]) r(key, taken)
    where c.key = r.key and c.in_flight <> r.taken`;
}

/** Gives slots back and lets as many of the items that waited for them try again. */
export async function releaseSlots(tx: Tx, keys: readonly string[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const key of [...keys].sort()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const taken = await lockSlots(tx, [...counts.keys()]);
  const left = new Map(
    [...taken].map(([key, count]) => [key, Math.max(0, count - (counts.get(key) ?? 0))]),
  );
  await writeSlots(tx, left);
  await unblock(tx, counts);
}

/** The oldest items blocked on each key become ready, as many as given. */
export async function unblock(tx: Tx, counts: ReadonlyMap<string, number>): Promise<void> {
  await tx`
    update engine.queue_items set state = 'ready', blocked_on = null
    where id in (
      select i.id from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) r(key, count)
      cross join lateral (
        select id from engine.queue_items
        where blocked_on = r.key and state = 'blocked'
        order by sort_at, id limit r.count for update skip locked
      ) i
    )`;
}

/** Counts anew from the leases; only when no other instance lives. */
export async function recountSlots(tx: Tx): Promise<void> {
  await tx`delete from engine.concurrency`;
  await tx`
    insert into engine.concurrency (key, in_flight)
    select key, count(*) from engine.queue_items cross join unnest(concurrency_keys) key
    where state = 'leased' and kind in ('discovery', 'step') group by key`;
  await tx`update engine.queue_items set state = 'ready', blocked_on = null where state = 'blocked'`;
}
