/** Every minute: notices that are due go out; one that fails waits for its next turn. */
import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { type DeliverDeps, deliverDue } from "@/lib/pipeline/deliver-notification";

/** A receiver that takes its whole time-out must not make the run endless. */
const MOST_BATCHES = 25;

export function createDeliverNotifications(deps: DeliverDeps) {
  return inngest.createFunction(
    {
      id: "deliver-notifications",
      triggers: [cron("* * * * *")],
      retries: 0,
      singleton: { mode: "skip" },
    },
    async ({ step }) => {
      const total = { delivered: 0, postponed: 0, failed: 0 };
      for (let batch = 1; batch <= MOST_BATCHES; batch += 1) {
        const sent = await step.run(`batch ${batch}`, () => deliverDue(deps));
        total.delivered += sent.delivered;
        total.postponed += sent.postponed;
        total.failed += sent.failed;
        if (sent.delivered + sent.postponed + sent.failed === 0) break;
      }
      return total;
    },
  );
}
