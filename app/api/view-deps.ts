/** The real dependencies of the views: what routes and server-rendered pages hand in. */
import { getRuntime } from "@/inngest/runtime";
import { env } from "@/lib/env";
import type { EngineFacts, ViewDeps } from "@/lib/views/deps";
import packageJson from "@/package.json";

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

async function readEngine(): Promise<EngineFacts> {
  const { engine } = getRuntime();
  if (engine === null)
    return { kind: "inngest", reachable: true, queued: null, inFlight: null, lagSeconds: null };
  try {
    const { running, queue } = await engine.snapshot();
    return {
      kind: "embedded",
      reachable: running,
      queued: queue.ready + queue.delayed + queue.blocked,
      inFlight: queue.inFlight,
      lagSeconds: queue.oldestReadyAgeMs === null ? 0 : queue.oldestReadyAgeMs / 1000,
    };
  } catch {
    return { kind: "embedded", reachable: false, queued: null, inFlight: null, lagSeconds: null };
  }
}
