/** A view's dependencies for tests: the shipped policy, the real calendar, a database of the test's own. */
import { fileURLToPath } from "node:url";
import { loadPolicy } from "@/lib/config/policy";
import type { Db } from "@/lib/db/connect";
import { createCalendar } from "@/lib/domain/calendar";
import type { ViewDeps } from "@/lib/views/deps";

export const shippedPolicyFile = fileURLToPath(
  new URL("../../../config/rto_rpo_config.yaml", import.meta.url),
);
export const shippedPolicy = loadPolicy(shippedPolicyFile);

const exchange = createCalendar();

export function createViewDeps(db: Db, changes: Partial<ViewDeps> = {}): ViewDeps {
  return {
    db,
    // A Friday within regular hours.
    now: new Date("2026-11-20T16:00:00Z"),
    exchange,
    policy: shippedPolicy,
    version: "0.0.0-test",
    provider: { name: "massive", isSimulated: true, delayMs: 0, requestsPerMinute: 0 },
    isScheduleOn: true,
    engine: async () => ({
      kind: "embedded",
      reachable: true,
      queued: 0,
      inFlight: 0,
      lagSeconds: 0,
    }),
    budget: () => null,
    ...changes,
  };
}
