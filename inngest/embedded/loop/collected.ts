/** Items that come due without a call: debounces and batches become runs, deadlines end them. */
import type { ParsedEvent } from "@/inngest/embedded/flow/registry";
import type { ClaimedItem } from "@/inngest/embedded/store/claim";
import { selectEventPayloads } from "@/inngest/embedded/store/events";
import type { Tx } from "@/inngest/embedded/store/handle";
import { closeIfHeld, isWaitingToStart } from "@/inngest/embedded/store/items";
import type { LoopContext } from "./context";
import { createRuns } from "./schedule";
import { settle } from "./settle";

/** Call inside a transaction; does nothing when the item is no longer ours. */
export async function fireItem(tx: Tx, context: LoopContext, item: ClaimedItem): Promise<void> {
  if (item.runId !== null && (await isOverdue(tx, item))) {
    const cancel = CANCELS[item.kind] ?? "Cancelled.";
    await settle(tx, context, [{ runId: item.runId, cancel }]);
    return;
  }
  if (!(await closeIfHeld(tx, item))) return;
  if (item.runId === null) await startCollected(tx, context, item);
}

const CANCELS: Readonly<Record<string, string>> = {
  start_deadline: "Cancelled: it had not started within timeouts.start.",
  finish_deadline: "Cancelled: it had not finished within timeouts.finish.",
};

async function isOverdue(tx: Tx, item: ClaimedItem): Promise<boolean> {
  if (item.kind === "finish_deadline") return true;
  return item.kind === "start_deadline" && item.runId !== null && isWaitingToStart(tx, item.runId);
}

async function startCollected(tx: Tx, context: LoopContext, item: ClaimedItem) {
  const config = context.registry().functions.get(item.functionId);
  const eventIds = item.eventIds ?? [];
  const payloads = await selectEventPayloads(tx, eventIds);
  const events = eventIds.flatMap((id) => {
    const payload = payloads.get(id);
    return payload === undefined ? [] : [JSON.parse(payload) as ParsedEvent];
  });
  if (!config || events.length === 0) return;
  const { inputs } = await createRuns(tx, [
    { config, events, eventIds, parent: null, collected: true },
  ]);
  if (inputs.length > 0) await settle(tx, context, inputs);
}
