/** This process's sign of life: a row beaten every few seconds and a lock that dies with it. */
import type { Sql } from "@/lib/db/connect";
import {
  createLifeLine,
  updateHeartbeatStopped,
  upsertHeartbeat,
} from "@/lib/db/queries/heartbeats";
import type { PipelineDeps } from "@/lib/pipeline/deps";

export type Heartbeat = {
  /** Says goodbye: whoever comes next need not recover anything. */
  stop: () => Promise<void>;
};

/** Resolves after the first beat. A database that is away is missed silently; the beat goes on when it is back. */
export async function startHeartbeat(
  deps: Pick<PipelineDeps, "db" | "now" | "policy" | "log">,
  { sql, instanceId, version }: { sql: Sql; instanceId: string; version: string | null },
): Promise<Heartbeat> {
  const startedAt = deps.now();
  const line = createLifeLine(sql, instanceId);
  const beat = async () => {
    await line.keep();
    await upsertHeartbeat(deps.db, { instanceId, startedAt, now: deps.now(), version });
  };
  await beat();
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const beatLater = () => {
    if (isStopped) return;
    timer = setTimeout(() => {
      void beat()
        .catch((error: unknown) => deps.log.warn("No heartbeat", { error }))
        .finally(beatLater);
    }, deps.policy().schedulerRecovery.heartbeatEveryMs);
    timer.unref();
  };
  beatLater();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await updateHeartbeatStopped(deps.db, { instanceId, now: deps.now() });
      await line.release();
    },
  };
}
