/** The engine as health and overview show it. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { EngineFacts } from "./deps";

export function toEngineState(
  facts: EngineFacts,
): z.output<(typeof ENDPOINTS.schedulerHealth)["response"]>["engine"] {
  return {
    kind: facts.kind,
    reachable: facts.reachable,
    queued: facts.queued,
    in_flight: facts.inFlight,
    lag_seconds: facts.lagSeconds,
  };
}
