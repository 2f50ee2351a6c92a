/** Which engines live: each holds an advisory lock on a connection of its own, which dies with it. */
import type { Tx } from "./handle";

/** Any constant: the first half of every instance's lock. */
const LOCK_CLASS = 7_204_020;

/** Takes the lock (again, should the connection be a new one) and says that this instance lives. */
export async function touchInstance(connection: Tx, id: string): Promise<void> {
  await connection`select pg_try_advisory_lock(${LOCK_CLASS}, hashtext(${id}))`;
  await connection`
    insert into engine.instances (id, started_at, seen_at) values (${id}, clock_timestamp(), clock_timestamp())
    on conflict (id) do update set seen_at = excluded.seen_at`;
}

export async function removeInstance(tx: Tx, id: string): Promise<void> {
  await tx`delete from engine.instances where id = ${id}`;
}

/** Instances whose lock nobody holds; call inside a transaction. They are forgotten. */
export async function takeDeadInstances(tx: Tx, self: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with others as materialized (select id from engine.instances where id <> ${self})
    select id from others where pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(id))`;
  const dead = rows.map(({ id }) => id);
  if (dead.length > 0) await tx`delete from engine.instances where id = any(${dead})`;
  return dead;
}

export async function countInstances(tx: Tx): Promise<number> {
  const [row] = await tx<{ count: number }[]>`select count(*)::int as count from engine.instances`;
  return row?.count ?? 0;
}
