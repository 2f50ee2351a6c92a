/** Applies inputs and all that follows from them (ends, events, waits, invokes) in the one transaction. */

import type { ParsedEvent } from "@/inngest/embedded/flow/registry";
import { ulid } from "@/inngest/embedded/flow/ulid";
import type { StoredEvent } from "@/inngest/embedded/protocol/incoming-event";
import { insertEvents, selectNow } from "@/inngest/embedded/store/events";
import type { Tx } from "@/inngest/embedded/store/handle";
import { type EndedFacts, selectEnded } from "@/inngest/embedded/store/runs";
import type { LoopContext } from "./context";
import type { Invocation } from "./draft";
import { createRuns, scheduleEvents } from "./schedule";
import { type Outcome, type RunInput, transition } from "./transition";

/** @returns what became of each input given */
export async function settle(
  tx: Tx,
  context: LoopContext,
  inputs: readonly RunInput[],
): Promise<Outcome[]> {
  const first = await transition(tx, context, inputs);
  let { ended, invocations } = first;
  while (ended.length > 0 || invocations.length > 0) {
    const followUps = [
      ...(await invokeAll(tx, context, invocations)),
      ...(await announceEnds(tx, context, ended)),
    ];
    ended = [];
    invocations = [];
    if (followUps.length > 0) ({ ended, invocations } = await transition(tx, context, followUps));
  }
  return first.outcomes;
}

/** Stores events with all that follows; returns the runs they created. */
export async function settleEvents(
  tx: Tx,
  context: LoopContext,
  events: readonly StoredEvent[],
): Promise<string[]> {
  const { runIds, inputs } = await scheduleEvents(tx, context, events);
  if (inputs.length > 0) await settle(tx, context, inputs);
  return runIds;
}

async function invokeAll(
  tx: Tx,
  context: LoopContext,
  invocations: readonly Invocation[],
): Promise<RunInput[]> {
  const inputs: RunInput[] = [];
  for (const invocation of invocations) {
    inputs.push(...(await invokeOne(tx, context, invocation)));
  }
  return inputs;
}

async function invokeOne(
  tx: Tx,
  context: LoopContext,
  invocation: Invocation,
): Promise<RunInput[]> {
  const parent = { runId: invocation.parentRunId, stepId: invocation.parentStepId };
  const config = context.registry().functions.get(invocation.functionId);
  if (!config) {
    const message = `No function with the id "${invocation.functionId}" is registered.`;
    return [failParent(parent, { name: "FunctionNotFoundError", message })];
  }
  const now = await selectNow(tx);
  const id = ulid(now.getTime());
  const event = {
    name: "inngest/function.invoked",
    data: invocation.data,
    id,
    ts: now.getTime(),
    ...(invocation.v ? { v: invocation.v } : {}),
  };
  await insertEvents(tx, [{ id, name: event.name, payload: JSON.stringify(event) }]);
  const candidate = { config, events: [event], eventIds: [id], parent, collected: false };
  const { inputs } = await createRuns(tx, [candidate]);
  return inputs;
}

function failParent(
  parent: { runId: string; stepId: string },
  error: { name: string; message: string },
): RunInput {
  return { ...parent, input: { type: "resolved", failed: true, body: JSON.stringify(error) } };
}

async function announceEnds(tx: Tx, context: LoopContext, runIds: string[]): Promise<RunInput[]> {
  if (runIds.length === 0) return [];
  const [facts, now] = await Promise.all([selectEnded(tx, runIds), selectNow(tx)]);
  const events = facts.flatMap((fact) => endEvents(fact, now));
  const { inputs } = await scheduleEvents(tx, context, events);
  return [...facts.flatMap(answerParent), ...inputs];
}

function answerParent(fact: EndedFacts): RunInput[] {
  if (fact.parentRunId === null || fact.parentStepId === null) return [];
  const failed = fact.status !== "completed";
  const body = (failed ? fact.error : fact.output) ?? "null";
  return [
    {
      runId: fact.parentRunId,
      stepId: fact.parentStepId,
      input: { type: "resolved", failed, body },
    },
  ];
}

const STATUS_NAMES: Readonly<Record<string, string>> = {
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** `finished` for every run, and `failed` or `cancelled` besides; none about runs that such an event started. */
function endEvents(fact: EndedFacts, now: Date): StoredEvent[] {
  const events = fact.payloads.map((payload) => JSON.parse(payload) as ParsedEvent);
  const [event] = events;
  if (
    !event ||
    event.name === "inngest/function.finished" ||
    event.name === "inngest/function.failed"
  ) {
    return [];
  }
  const data = {
    function_id: fact.functionId,
    run_id: fact.runId,
    event,
    events,
    ...(fact.error === null
      ? { result: JSON.parse(fact.output ?? "null") }
      : { error: JSON.parse(fact.error) }),
    _inngest: { status: STATUS_NAMES[fact.status] },
  };
  const made = [endEvent("inngest/function.finished", ulid(now.getTime()), data, now)];
  if (fact.status !== "completed") {
    made.push(endEvent(`inngest/function.${fact.status}`, ulid(now.getTime()), data, now));
  }
  return made;
}

function endEvent(name: string, id: string, data: object, now: Date): StoredEvent {
  return { id, name, payload: JSON.stringify({ name, data, id, ts: now.getTime() }) };
}
