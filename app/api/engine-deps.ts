/** What this process knows about the engine that runs its functions. */

import { getRuntime } from "@/inngest/runtime";
import { isServerReachable, serverAddress } from "@/inngest/server-address";
import type { EngineFacts } from "@/lib/views/deps";
import type { EngineDeps } from "@/lib/views/engine";

export function engineDeps(now: Date): EngineDeps {
  return { now, reader: getRuntime().engine, server: serverAddress(), facts: readEngine };
}

/** Never throws: an engine that cannot be asked is unreachable. */
export async function readEngine(): Promise<EngineFacts> {
  const { engine } = getRuntime();
  const unknown = { queued: null, inFlight: null, lagSeconds: null };
  if (engine === null) {
    return { kind: "inngest", reachable: await isServerReachable(), ...unknown };
  }
  try {
    const { running, queue } = await engine.vitals();
    return {
      kind: "embedded",
      reachable: running,
      queued: queue.ready + queue.delayed + queue.blocked,
      inFlight: queue.inFlight,
      lagSeconds: queue.oldestReadyAgeMs === null ? 0 : queue.oldestReadyAgeMs / 1000,
    };
  } catch {
    return { kind: "embedded", reachable: false, ...unknown };
  }
}
