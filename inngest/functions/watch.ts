/** Every minute: the stored status of every series is set right, then the alert rules are judged on it. */
import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { evaluateAlerts } from "@/lib/pipeline/evaluate-alerts";
import { sweepFreshness } from "@/lib/pipeline/sweep-freshness";

export function createWatch(deps: FunctionDeps) {
  return inngest.createFunction(
    { id: "watch", triggers: [cron("* * * * *")], retries: 0, singleton: { mode: "skip" } },
    async ({ step }) => {
      const sweep = await step.run("sweep", () => sweepFreshness(deps));
      const alerts = await step.run("alerts", () =>
        evaluateAlerts({
          db: deps.db,
          policy: deps.policy(),
          exchange: deps.exchange,
          now: deps.now(),
        }),
      );
      return { sweep, alerts };
    },
  );
}
