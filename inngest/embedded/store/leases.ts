/** Leases: kept alive while we work, taken back from those who are gone. */
import type { Tx } from "./handle";
import { releaseSlots } from "./slots";

/** Prolongs what this instance holds of these; returns the ids that are still ours. */
export async function renewLeases(
  tx: Tx,
  ids: readonly number[],
  { instanceId, leaseMs }: { instanceId: string; leaseMs: number },
): Promise<Set<number>> {
  const rows = await tx<{ id: number }[]>`
    update engine.queue_items set lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8)
    where id = any(${[...ids]}) and leased_by = ${instanceId} and state = 'leased'
    returning id::int`;
  return new Set(rows.map(({ id }) => id));
}

/** Gives back what this instance holds and will not finish, unchanged but for the token. */
export async function releaseLeases(
  tx: Tx,
  held: readonly { id: number; token: number }[],
): Promise<void> {
  const rows = await tx<{ kind: string; keys: string[] }[]>`
    update engine.queue_items i set state = case when i.kind in ('discovery', 'step') then 'ready' else 'delayed' end,
      lease_token = i.lease_token + 1, leased_by = null, lease_until = null
    from unnest(${held.map(({ id }) => id)}::bigint[], ${held.map(({ token }) => token)}::int[]) r(id, token)
    where i.id = r.id and i.lease_token = r.token and i.state = 'leased'
    returning i.kind, i.concurrency_keys as keys`;
  await releaseKeys(tx, rows);
}

/** Makes items claimable again whose lease has run out, or whose instance is known to be dead. */
export async function recoverLeases(tx: Tx, deadInstances: readonly string[]): Promise<number> {
  const rows = await tx<{ kind: string; keys: string[] }[]>`
    update engine.queue_items set
      state = case when kind in ('discovery', 'step') then 'ready' else 'delayed' end,
      lease_token = lease_token + 1, leased_by = null, lease_until = null,
      leases_lost = leases_lost + 1
    where id in (
      select id from engine.queue_items
      where state = 'leased' and (lease_until < clock_timestamp() or leased_by = any(${[...deadInstances]}))
      for update skip locked
    ) returning kind, concurrency_keys as keys`;
  await releaseKeys(tx, rows);
  return rows.length;
}

async function releaseKeys(tx: Tx, rows: readonly { kind: string; keys: string[] }[]) {
  const keys = rows
    .filter(({ kind }) => kind === "discovery" || kind === "step")
    .flatMap((row) => row.keys);
  if (keys.length > 0) await releaseSlots(tx, keys);
}
