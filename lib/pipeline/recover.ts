/** What a process does about what an earlier one left behind: orphans are closed, interrupted work goes on, a long stop is caught up. */

import {
  countExecutions,
  type RunningExecution,
  selectRunningExecutions,
  updateResumedAfterCrash,
} from "@/lib/db/queries/executions";
import {
  type Heartbeat,
  isInstanceDead,
  selectHeartbeats,
  updateHeartbeatStopped,
} from "@/lib/db/queries/heartbeats";
import { insertRecovery } from "@/lib/db/queries/incidents";
import { releaseJobs } from "@/lib/db/queries/jobs";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import { closeExecution } from "./close-execution";
import type { StartDeps, StartedExecution } from "./start-execution";
import { startEverything } from "./start-scheduled";

export type RecoverInput = {
  /** The process that asks, which lives even before its first beat; null when it does not know its name. */
  instanceId: string | null;
};

export type Recovered = { resumed: string[]; closed: string[]; restarted: string[] };

/** An open execution without any sign of life for so long has lost its run. */
const STUCK_AFTER_MS = 10 * 60_000;

/** Safe to repeat and to run in several processes: what goes on already is not disturbed. */
export async function recoverExecutions(deps: StartDeps, input: RecoverInput): Promise<Recovered> {
  const crashed = await settleDead(deps, input);
  const recovered: Recovered = { resumed: [], closed: [], restarted: [] };
  for (const execution of await selectRunningExecutions(deps.db)) {
    const { executionId } = execution;
    if (execution.openJobs === 0) {
      if (await closeExecution(deps, { executionId })) recovered.closed.push(executionId);
    } else if (crashed.length > 0) {
      await resume(deps, execution);
      recovered.resumed.push(executionId);
    } else if (isStuck(deps, execution)) {
      await restart(deps, execution);
      recovered.restarted.push(executionId);
    }
  }
  return recovered;
}

/** The processes that ended without saying so, each told of once. */
async function settleDead(deps: StartDeps, input: RecoverInput): Promise<Heartbeat[]> {
  const { rtoByFailureType } = deps.policy();
  const now = deps.now();
  const dead: Heartbeat[] = [];
  for (const beat of await selectHeartbeats(deps.db)) {
    if (beat.stoppedAt !== null || beat.instanceId === input.instanceId) continue;
    if (await isInstanceDead(deps.db, beat.instanceId)) dead.push(beat);
  }
  for (const { instanceId, beatAt } of dead) {
    deps.log.warn("A process ended without a farewell", {
      instance_id: instanceId,
      procedure: rtoByFailureType.scheduler_crash.procedure,
    });
    await updateHeartbeatStopped(deps.db, { instanceId, now: beatAt });
    await insertRecovery(deps.db, {
      failureType: "scheduler_crash",
      subject: instanceId,
      startedAt: beatAt,
      detectedAt: now,
      recoveredAt: now,
      targetSeconds: Math.round(rtoByFailureType.scheduler_crash.rtoMs / 1000),
      detail: "The process ended without a farewell; its work was taken up again.",
    });
  }
  return dead;
}

async function resume(deps: StartDeps, execution: RunningExecution): Promise<void> {
  const { executionId, priority, openJobs } = execution;
  const { resumeMessage } = deps.policy().schedulerRecovery;
  const now = deps.now();
  await updateResumedAfterCrash(deps.db, { executionId, now });
  await insertLogLines(deps.db, [
    {
      executionId,
      at: now,
      level: "warn",
      message: `${resumeMessage}: ${openJobs} jobs are left.`,
    },
  ]);
  deps.log.warn(resumeMessage, { execution_id: executionId, open_jobs: openJobs });
  await deps.queue.resend?.({ executionId, priority });
}

function isStuck(deps: StartDeps, { paused, lastActivityAt }: RunningExecution): boolean {
  return !paused && deps.now().getTime() - lastActivityAt.getTime() > STUCK_AFTER_MS;
}

/** Its run is lost for good: jobs it held are free again, and a new run takes up what is left. */
async function restart(deps: StartDeps, execution: RunningExecution): Promise<void> {
  const { executionId, priority } = execution;
  const now = deps.now();
  await releaseJobs(deps.db, executionId);
  await updateResumedAfterCrash(deps.db, { executionId, now });
  const message = "No sign of life for ten minutes: started again with the jobs that are left.";
  await insertLogLines(deps.db, [{ executionId, at: now, level: "warn", message }]);
  deps.log.warn(message, { execution_id: executionId });
  await deps.queue.resend?.({ executionId, priority, turn: now.getTime() });
}

/** At the start of a process: a first backfill on an empty installation, a catch-up after a long stop; null otherwise. */
export async function startAfterStop(
  deps: StartDeps,
  { instanceId }: { instanceId: string },
): Promise<StartedExecution | null> {
  if ((await countExecutions(deps.db)) === 0) {
    return startEverything(deps, {
      trigger: "first_start",
      reason: "First start",
      newestFirst: false,
    });
  }
  const { longStopAfterMs, catchUpOrder, catchUpRequest } = deps.policy().schedulerRecovery;
  const others = (await selectHeartbeats(deps.db)).filter((beat) => beat.instanceId !== instanceId);
  const lastBeat = others[0]?.beatAt;
  if (!lastBeat || deps.now().getTime() - lastBeat.getTime() < longStopAfterMs) return null;
  deps.log.warn("Catching up after a long stop", {
    since: lastBeat.toISOString(),
    by_hand: catchUpRequest,
  });
  return startEverything(deps, {
    trigger: "recovery",
    reason: `Nothing ran since ${lastBeat.toISOString()}`,
    newestFirst: catchUpOrder === "newest_first",
  });
}
