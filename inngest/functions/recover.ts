/** After every start of a process, and every five minutes: what was interrupted goes on, orphans are closed. */
import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { schedulerStarted } from "@/inngest/events";
import { ensurePartitionsAhead } from "@/lib/pipeline/maintain";
import { recoverExecutions, startAfterStop } from "@/lib/pipeline/recover";
import { sweepFreshness } from "@/lib/pipeline/sweep-freshness";

export function createRecoverAtStart(deps: FunctionDeps) {
  return inngest.createFunction(
    { id: "recover-at-start", triggers: [schedulerStarted], retries: 4 },
    async ({ event, step }) => {
      const { instanceId } = event.data;
      // Before anything is made good: what the stop has cost is part of the promises.
      await step.run("sweep", () => sweepFreshness(deps));
      const recovered = await step.run("recover", () => recoverExecutions(deps, { instanceId }));
      await step.run("partitions", () => ensurePartitionsAhead(deps));
      if (!deps.isScheduleOn) return { ...recovered, started: null };
      const started = await step.run("start", () => startAfterStop(deps, { instanceId }));
      return { ...recovered, started };
    },
  );
}

export function createRecover(deps: FunctionDeps) {
  return inngest.createFunction(
    { id: "recover", triggers: [cron("*/5 * * * *")], retries: 0, singleton: { mode: "skip" } },
    ({ step }) => step.run("recover", () => recoverExecutions(deps, { instanceId: null })),
  );
}
