/** Flow control before a run exists: batch, rate limit, debounce, idempotency, singleton. */
import { celKey, celMatches } from "@/inngest/embedded/flow/cel";
import { admitNow } from "@/inngest/embedded/flow/gcra";
import type { ParsedEvent } from "@/inngest/embedded/flow/registry";
import { selectEventPayloads } from "@/inngest/embedded/store/events";
import {
  collect,
  debounce,
  lockRates,
  takeKey,
  writeRates,
} from "@/inngest/embedded/store/flow-state";
import type { Tx } from "@/inngest/embedded/store/handle";
import { selectOpenSingletons } from "@/inngest/embedded/store/runs";
import type { Candidate } from "./candidate";
import type { RunInput } from "./transition";

export type Verdict = {
  accepted: Candidate[];
  singletonKey: string | null;
  inputs: RunInput[];
};

const DAY_MS = 86_400_000;
const nothing: Verdict = { accepted: [], singletonKey: null, inputs: [] };

/** @param singletons singleton keys that a candidate of the same transaction has taken */
export async function admit(
  tx: Tx,
  candidate: Candidate,
  now: Date,
  singletons: Set<string>,
): Promise<Verdict> {
  if (!candidate.collected && !candidate.parent) {
    const batched = await throughBatch(tx, candidate);
    if (batched) return batched;
    if (!(await underRateLimit(tx, candidate, now))) return nothing;
    if (await isDebounced(tx, candidate)) return nothing;
  }
  if (!(await isFirstOfItsKey(tx, candidate)))
    return refuse(candidate, "its idempotency key was used within 24 hours");
  return throughSingleton(tx, candidate, singletons);
}

/** Whoever invoked the function has to hear that there will be no run. */
function refuse(candidate: Candidate, reason: string): Verdict {
  if (!candidate.parent) return nothing;
  const error = {
    name: "InvokeRefusedError",
    message: `"${candidate.config.id}" was not run: ${reason}.`,
  };
  const { runId, stepId } = candidate.parent;
  const input = { type: "resolved", failed: true, body: JSON.stringify(error) } as const;
  return { ...nothing, inputs: [{ runId, stepId, input }] };
}

async function throughBatch(tx: Tx, candidate: Candidate): Promise<Verdict | null> {
  const { config, events, eventIds } = candidate;
  const event = events[0];
  const eventId = eventIds[0];
  if (!config.batchEvents || !event || eventId === undefined) return null;
  const { maxSize, timeout, key, if: condition } = config.batchEvents;
  if (condition && !celMatches(condition, { event })) return null;
  const flowKey = `batch:${key ? celKey(key, { event }) : ""}`;
  const entry = { functionId: config.id, flowKey, eventId };
  const full = await collect(tx, entry, { maxSize, timeoutMs: timeout });
  if (!full) return nothing;
  return { ...nothing, accepted: [await collected(tx, candidate, full)] };
}

async function collected(tx: Tx, candidate: Candidate, eventIds: string[]): Promise<Candidate> {
  const payloads = await selectEventPayloads(tx, eventIds);
  const events = eventIds.flatMap((id) => {
    const payload = payloads.get(id);
    return payload === undefined ? [] : [JSON.parse(payload) as ParsedEvent];
  });
  return { ...candidate, events, eventIds, collected: true };
}

async function underRateLimit(tx: Tx, { config, events }: Candidate, now: Date): Promise<boolean> {
  if (!config.rateLimit) return true;
  const { key, limit, period } = config.rateLimit;
  const name = `rate:${config.id}:${key ? celKey(key, { event: events[0] }) : ""}`;
  // A tenth of the limit may come at once, as on Inngest's server.
  const rate = { limit, periodMs: period, burst: Math.floor(limit / 10) };
  const known = await lockRates(tx, [name]);
  const tatMs = admitNow(rate, known.get(name)?.getTime() ?? null, now.getTime());
  if (tatMs === null) return false;
  await writeRates(tx, new Map([[name, tatMs]]));
  return true;
}

async function isDebounced(tx: Tx, { config, events, eventIds }: Candidate): Promise<boolean> {
  const eventId = eventIds[0];
  if (!config.debounce || eventId === undefined) return false;
  const { key, period, timeout } = config.debounce;
  const flowKey = `debounce:${key ? celKey(key, { event: events[0] }) : ""}`;
  const times = { periodMs: period, timeoutMs: timeout ?? null };
  await debounce(tx, { functionId: config.id, flowKey, eventId }, times);
  return true;
}

async function isFirstOfItsKey(tx: Tx, { config, events }: Candidate): Promise<boolean> {
  if (!config.idempotency) return true;
  const key = celKey(config.idempotency, { event: events[0] });
  return key === "" || takeKey(tx, config.id, `key:${key}`, DAY_MS);
}

async function throughSingleton(
  tx: Tx,
  candidate: Candidate,
  taken: Set<string>,
): Promise<Verdict> {
  const { config, events } = candidate;
  if (!config.singleton) return { ...nothing, accepted: [candidate] };
  const { key, mode } = config.singleton;
  const singletonKey = key ? celKey(key, { event: events[0] }) : "";
  const open = await selectOpenSingletons(tx, config.id, singletonKey);
  const mine = `${config.id}:${singletonKey}`;
  if (mode === "skip" && (open.length > 0 || taken.has(mine))) {
    return refuse(candidate, "another run of this singleton is open");
  }
  taken.add(mine);
  const cancel = "Cancelled by a newer run of this singleton.";
  return { accepted: [candidate], singletonKey, inputs: open.map((runId) => ({ runId, cancel })) };
}
