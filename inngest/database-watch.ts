/** Measures how long this process was without its database: from the lost connection to the one that listens again. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeCounter } from "@/lib/db/change-counter";
import { insertRecovery } from "@/lib/db/queries/incidents";
import type { PipelineDeps } from "@/lib/pipeline/deps";

type WatchDeps = Pick<PipelineDeps, "db" | "now" | "policy" | "log">;

/** Returns the way out. */
export function watchDatabase(
  deps: WatchDeps,
  { changes, instanceId }: { changes: ChangeCounter; instanceId: string },
): () => void {
  let lostAt: Date | null = null;
  return changes.subscribe((topic) => {
    if (topic !== null) return;
    if (changes.read() === null) {
      if (lostAt === null) tell(deps);
      lostAt ??= deps.now();
      return;
    }
    if (lostAt === null) return;
    const startedAt = lostAt;
    lostAt = null;
    void record(deps, { instanceId, startedAt });
  });
}

function tell({ policy, log }: WatchDeps): void {
  const { procedure } = policy().rtoByFailureType.database_connection_loss;
  log.warn("The database is away", { procedure });
}

/** The pool may still hand out connections that were cut with the others: tried as often as any storing is. */
async function record(
  deps: WatchDeps,
  { instanceId, startedAt }: { instanceId: string; startedAt: Date },
): Promise<void> {
  const { rtoByFailureType, backfillOptimization } = deps.policy();
  const { rtoMs } = rtoByFailureType.database_connection_loss;
  const recovery = {
    failureType: "database_connection_loss",
    subject: instanceId,
    startedAt,
    detectedAt: startedAt,
    recoveredAt: deps.now(),
    targetSeconds: Math.round(rtoMs / 1000),
    detail: "The database did not answer; requests were refused and work waited.",
  } as const;
  for (const waitMs of [...backfillOptimization.storageRetryWaitsMs, null]) {
    try {
      await insertRecovery(deps.db, recovery);
      return;
    } catch (error) {
      if (waitMs === null) deps.log.warn("A recovery could not be noted", { error });
      else await sleep(waitMs, undefined, { ref: false });
    }
  }
}
