/** Signs of life of the app's processes: a dead scheduler is seen by its silence. */
import { sql } from "drizzle-orm";
import { type Db, ownConnection, type Sql } from "@/lib/db/connect";
import { atMs, dateOf, msOf, rowOf, rowsOf } from "./run";

export async function upsertHeartbeat(
  db: Db,
  input: { instanceId: string; startedAt: Date; now: Date; version: string | null },
): Promise<void> {
  await db.execute(sql`
    insert into scheduler_heartbeats (instance_id, started_at, beat_at, version)
    values (${input.instanceId}, ${atMs(input.startedAt.getTime())}, ${atMs(input.now.getTime())}, ${input.version})
    on conflict (instance_id) do update set beat_at = excluded.beat_at, stopped_at = null`);
}

/** A process that ends in good order says so; one that does not say so has crashed. */
export async function updateHeartbeatStopped(
  db: Db,
  input: { instanceId: string; now: Date },
): Promise<void> {
  await db.execute(sql`
    update scheduler_heartbeats set stopped_at = ${atMs(input.now.getTime())}
    where instance_id = ${input.instanceId}`);
}

export type Heartbeat = {
  instanceId: string;
  startedAt: Date;
  beatAt: Date;
  stoppedAt: Date | null;
};

/** Newest beat first. */
export async function selectHeartbeats(db: Db): Promise<Heartbeat[]> {
  const rows = await rowsOf<{
    id: string;
    started_ms: number;
    beat_ms: number;
    stopped_ms: number | null;
  }>(
    db,
    sql`select instance_id as id, ${msOf("started_at")} as started_ms, ${msOf("beat_at")} as beat_ms,
      ${msOf("stopped_at")} as stopped_ms from scheduler_heartbeats order by beat_at desc`,
  );
  return rows.map((row) => ({
    instanceId: row.id,
    startedAt: new Date(row.started_ms),
    beatAt: new Date(row.beat_ms),
    stoppedAt: dateOf(row.stopped_ms),
  }));
}

/** Any constant: the first half of every process's lock. */
const LIFE_LINE = 7_204_021;

export type LifeLine = {
  /** Takes the lock, again when its connection was lost. */
  keep: () => Promise<void>;
  release: () => Promise<void>;
};

/** A lock on a connection of its own, which dies with the process: whose lock is free is dead. */
export function createLifeLine(sql: Sql, instanceId: string): LifeLine {
  const connection = ownConnection(sql);
  return {
    keep: async () => {
      // Not granted: a connection of ours that the server still believes in holds it, which says the same.
      await connection`select pg_try_advisory_lock(${LIFE_LINE}, hashtext(${instanceId}))`;
    },
    release: () => connection.end({ timeout: 1 }),
  };
}

/** Whether the process that beats under this name is gone: nobody holds its lock. */
export async function isInstanceDead(db: Db, instanceId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await rowOf<{ free: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(${LIFE_LINE}, hashtext(${instanceId})) as free`,
    );
    return row?.free ?? false;
  });
}
