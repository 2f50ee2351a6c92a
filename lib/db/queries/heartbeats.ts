/** Signs of life of the app's processes: a dead scheduler is seen by its silence. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { atMs, dateOf, msOf, rowsOf } from "./run";

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
