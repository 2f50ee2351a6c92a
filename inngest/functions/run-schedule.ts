/** The crons of the policy: the daily run over everything, and the closer cadence of each tier. */
import { cron, type InngestFunction } from "inngest";
import { inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { CRITICALITIES, type Criticality } from "@/lib/domain/vocabulary";
import { startScheduled } from "@/lib/pipeline/start-scheduled";

export function createSchedules(deps: FunctionDeps): InngestFunction.Any[] {
  const { schedulerRecovery, rpoBySymbolCriticality } = deps.policy();
  const daily = schedulerRecovery.dailySchedule;
  const tiers = CRITICALITIES.map((criticality) => ({
    criticality,
    pattern: rpoBySymbolCriticality[criticality].schedule,
  })).filter(({ pattern }) => pattern !== daily);
  return [
    createSchedule(deps, { id: "schedule-daily", pattern: daily, criticality: null }),
    ...tiers.map(({ criticality, pattern }) =>
      createSchedule(deps, {
        id: `schedule-${criticality.replace("_", "-")}`,
        pattern,
        criticality,
      }),
    ),
  ];
}

type Schedule = { id: string; pattern: string; criticality: Criticality | null };

function createSchedule(deps: FunctionDeps, { id, pattern, criticality }: Schedule) {
  return inngest.createFunction(
    { id, triggers: [cron(`TZ=UTC ${pattern}`)], retries: 4, singleton: { mode: "skip" } },
    ({ step }) => step.run("start", () => startScheduled(deps, { criticality })),
  );
}
