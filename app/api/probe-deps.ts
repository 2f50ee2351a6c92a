/** What the probes and metrics are asked with. */
import { getRuntime } from "@/inngest/runtime";

export function probeDeps(now: Date) {
  const { deps, engine } = getRuntime();
  return {
    db: deps.db,
    now,
    policy: deps.policy(),
    exchange: deps.exchange,
    isScheduleOn: deps.isScheduleOn,
    engineFault: async () => {
      if (engine === null) return null;
      const { running } = await engine.vitals();
      return running ? null : "stopped";
    },
  };
}
