/** The engine at this moment; what only an Inngest server could say is null, with a word on where to look. */
import type { ResponseBody } from "@/lib/contract/response-body";
import type { EngineReader, EngineSnapshot } from "@/lib/domain/engine-facts";
import type { EngineFacts } from "./deps";
import { toInstant, toInstantOrNull } from "./wire";

type Response = ResponseBody<"engine">;
type Known = NonNullable<Response["embedded"]>;

export type EngineDeps = {
  now: Date;
  /** Null: an Inngest server runs the functions. */
  reader: EngineReader | null;
  /** The server's address. */
  server: string | null;
  facts: () => Promise<EngineFacts>;
};

export async function viewEngine({ now, reader, server, facts }: EngineDeps): Promise<Response> {
  const timestamp = toInstant(now);
  if (reader === null) {
    const { reachable } = await facts();
    const note = `${server ?? "The Inngest server"} keeps queue, schedules and runs; its own pages show them.`;
    return { timestamp, kind: "inngest", server, reachable, note, embedded: null };
  }
  const found = await reader.snapshot().catch(() => null);
  const base = { timestamp, kind: "embedded", server: null } as const;
  if (found === null) {
    const note = "The engine cannot be asked: its database does not answer.";
    return { ...base, reachable: false, note, embedded: null };
  }
  const note = found.running ? null : "The engine of this process has not started, or has stopped.";
  return { ...base, reachable: found.running, note, embedded: toKnown(found) };
}

function toKnown(found: EngineSnapshot): Known {
  const { queue, counters } = found;
  return {
    instance_id: found.instanceId,
    schedule_on: found.cronEnabled,
    functions: found.functions,
    instances: found.instances.map(({ id, startedAt, seenAt }) => ({
      id,
      started_at: toInstant(startedAt),
      seen_at: toInstant(seenAt),
      is_this: id === found.instanceId,
    })),
    queue: {
      depth: queue.ready + queue.delayed + queue.blocked,
      ready: queue.ready,
      delayed: queue.delayed,
      blocked: queue.blocked,
      in_flight: queue.inFlight,
      oldest_ready_seconds: queue.oldestReadyAgeMs === null ? null : queue.oldestReadyAgeMs / 1000,
    },
    throttled: found.throttled.map(({ functionId, runs, until }) => ({
      function_id: functionId,
      runs,
      until: toInstant(until),
    })),
    blocked: found.blocked.map(({ functionId, key, items, inFlight }) => ({
      function_id: functionId,
      key,
      items,
      in_flight: inFlight,
    })),
    waits: found.waits,
    runs: found.runs,
    crons: found.crons.map(({ functionId, cron, nextAt, lastAt }) => ({
      function_id: functionId,
      cron,
      next_at: toInstantOrNull(nextAt),
      last_at: toInstantOrNull(lastAt),
    })),
    counters: {
      steps: counters.steps,
      calls: counters.calls,
      failed_calls: counters.failedCalls,
      leases_lost: counters.leasesLost,
      late_answers: counters.lateAnswers,
    },
    lag: { p50_ms: counters.lagP50Ms, p99_ms: counters.lagP99Ms },
  };
}
