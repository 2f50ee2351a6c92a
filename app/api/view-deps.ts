/** The real dependencies of the views: what routes and server-rendered pages hand in. */
import { getRuntime } from "@/inngest/runtime";
import { env } from "@/lib/env";
import type { ViewDeps } from "@/lib/views/deps";
import packageJson from "@/package.json";
import { readEngine } from "./engine-deps";

export function viewDeps(now: Date): ViewDeps {
  const { deps } = getRuntime();
  const { provider } = deps;
  return {
    db: deps.db,
    now,
    exchange: deps.exchange,
    policy: deps.policy(),
    version: packageJson.version,
    provider: {
      name: provider.name,
      isSimulated: env.isSimulated,
      delayMs: provider.capabilities.delayMs,
      requestsPerMinute: provider.budget?.().requestsPerMinute ?? 0,
    },
    isScheduleOn: env.isScheduleOn,
    engine: readEngine,
    budget: () => provider.budget?.() ?? null,
  };
}
