/** Which scheduled runs fall into the time that an execution takes, and by how much each would wait for it. */
import type { Policy } from "@/lib/config/policy";
import { listSchedules, nextFireTimes } from "./schedule-times";

type Delay = { label: string; at: string; by_seconds: number };

export function listDelays(policy: Policy, now: Date, durationMs: number): Delay[] {
  const endMs = now.getTime() + durationMs;
  return listSchedules(policy).flatMap(({ label, cron }) =>
    nextFireTimes(cron, now, 1)
      .filter((at) => at.getTime() < endMs)
      .map((at) => ({
        label,
        at: at.toISOString(),
        by_seconds: Math.ceil((endMs - at.getTime()) / 1000),
      })),
  );
}
