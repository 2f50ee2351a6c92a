/** From events to runs: who is triggered, what flow control says, what was waiting. */
import { celKey, celMatches, celNumber } from "@/inngest/embedded/flow/cel";
import { reserveStart } from "@/inngest/embedded/flow/gcra";
import { concurrencyKeys, type ParsedEvent } from "@/inngest/embedded/flow/registry";
import { ulid } from "@/inngest/embedded/flow/ulid";
import { parseDue } from "@/inngest/embedded/protocol/duration";
import type { StoredEvent } from "@/inngest/embedded/protocol/incoming-event";
import { insertEvents, selectNow, selectWaiting } from "@/inngest/embedded/store/events";
import { lockRates, writeRates } from "@/inngest/embedded/store/flow-state";
import type { Tx } from "@/inngest/embedded/store/handle";
import { insertRuns, type NewRun } from "@/inngest/embedded/store/runs";
import { admit } from "./admit";
import type { Candidate } from "./candidate";
import type { LoopContext } from "./context";
import { whenOf } from "./draft";
import type { RunInput } from "./transition";

export type Scheduled = {
  runIds: string[];
  /** Waits that an event ends, runs that it cancels. */
  inputs: RunInput[];
};

/** Stores new events and everything they set off. Call inside a transaction. */
export async function scheduleEvents(
  tx: Tx,
  context: LoopContext,
  events: readonly StoredEvent[],
): Promise<Scheduled> {
  const fresh = await insertEvents(tx, events);
  const parsed = events
    .filter(
      ({ id }, index) => fresh.has(id) && events.findIndex((event) => event.id === id) === index,
    )
    .map(({ id, payload }) => ({ id, payload, event: JSON.parse(payload) as ParsedEvent }));
  if (parsed.length === 0) return { runIds: [], inputs: [] };
  const candidates = parsed.flatMap(({ id, event }) =>
    context
      .registry()
      .triggeredBy(event)
      .map((config) => ({
        config,
        events: [event],
        eventIds: [id],
        parent: null,
        collected: false,
      })),
  );
  const waiting = await matchWaiting(tx, parsed);
  const created = await createRuns(tx, candidates);
  return { runIds: created.runIds, inputs: [...waiting, ...created.inputs] };
}

/** Puts candidates through flow control and stores the runs that remain. */
export async function createRuns(tx: Tx, candidates: readonly Candidate[]): Promise<Scheduled> {
  if (candidates.length === 0) return { runIds: [], inputs: [] };
  const now = await selectNow(tx);
  const inputs: RunInput[] = [];
  const runs: { run: NewRun; candidate: Candidate }[] = [];
  const wanted = new Set<string>();
  for (const candidate of candidates) {
    const verdict = await admit(tx, candidate, now, wanted);
    inputs.push(...verdict.inputs);
    for (const accepted of verdict.accepted) {
      runs.push({ candidate: accepted, run: newRun(accepted, verdict.singletonKey, now) });
    }
  }
  await throttle(tx, runs, now);
  if (runs.length > 0) {
    await insertRuns(
      tx,
      runs.map(({ run }) => run),
    );
  }
  return { runIds: runs.map(({ run }) => run.id), inputs };
}

const MAX_PRIORITY_SECONDS = 600;

function newRun(candidate: Candidate, singletonKey: string | null, now: Date): NewRun {
  const { config, events, eventIds, parent } = candidate;
  const event = events[0] ?? { name: "" };
  const priority = config.priority?.run ? celNumber(config.priority.run, { event }) : null;
  const bounded = Math.min(MAX_PRIORITY_SECONDS, Math.max(-MAX_PRIORITY_SECONDS, priority ?? 0));
  return {
    id: ulid(now.getTime()),
    functionId: config.id,
    eventIds,
    eventName: event.name,
    prioritySeconds: Math.round(bounded),
    concurrencyKeys: concurrencyKeys(config, event),
    singletonKey,
    parentRunId: parent?.runId ?? null,
    parentStepId: parent?.stepId ?? null,
    startAt: futureTs(event, now),
    startDeadlineMs: config.timeouts?.start ?? null,
    cancels: (config.cancel ?? []).map(({ event: name, if: condition, timeout }) => ({
      event: name,
      condition: condition ?? null,
      ...whenOf(timeout ? parseDue(timeout) : null),
    })),
  };
}

/** An event dated in the future starts its runs then. */
function futureTs(event: ParsedEvent, now: Date): string | null {
  const ts = Number(event.ts);
  return Number.isFinite(ts) && ts > now.getTime() + 1_000 ? new Date(ts).toISOString() : null;
}

async function throttle(
  tx: Tx,
  runs: readonly { run: NewRun; candidate: Candidate }[],
  now: Date,
): Promise<void> {
  const keyed = runs.flatMap(({ run, candidate: { config, events } }) => {
    if (!config.throttle) return [];
    const { key, limit, period, burst } = config.throttle;
    const value = key ? celKey(key, { event: events[0] }) : "";
    // `limit` may start at once, and `burst` more, as on Inngest's server.
    const rate = { limit, periodMs: period, burst: limit + (burst ?? 0) - 1 };
    return [{ run, rate, key: `throttle:${config.id}:${value}` }];
  });
  if (keyed.length === 0) return;
  const known = await lockRates(
    tx,
    keyed.map(({ key }) => key),
  );
  const tats = new Map([...known].map(([key, tat]) => [key, tat.getTime()]));
  for (const { run, rate, key } of keyed) {
    const reserved = reserveStart(rate, tats.get(key) ?? null, now.getTime());
    tats.set(key, reserved.tatMs);
    if (reserved.startMs > now.getTime()) run.startAt = new Date(reserved.startMs).toISOString();
  }
  await writeRates(tx, tats);
}

async function matchWaiting(
  tx: Tx,
  parsed: readonly { payload: string; event: ParsedEvent }[],
): Promise<RunInput[]> {
  const waiting = await selectWaiting(tx, [...new Set(parsed.map(({ event }) => event.name))]);
  return waiting.flatMap((item): RunInput[] => {
    const started: unknown = JSON.parse(item.eventPayload);
    const hit = parsed.find(
      ({ event }) =>
        event.name === item.awaits &&
        (item.condition === null || celMatches(item.condition, { event: started, async: event })),
    );
    if (!hit) return [];
    const { runId, itemId } = item;
    if (item.kind === "cancel")
      return [{ runId, cancel: `Cancelled by the event ${hit.event.name}.` }];
    const input = { type: "resolved", failed: false, body: hit.payload } as const;
    return [{ runId, itemId, unleased: true, input }];
  });
}
