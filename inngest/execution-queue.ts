/** How an execution's start reaches the engine: in its own transaction when embedded, by an event after the commit otherwise. */
import type { ExecutionQueue, ExecutionRequest } from "@/lib/pipeline/start-execution";
import { inngest } from "./client";
import type { Engine } from "./embedded/engine-types";
import { executionCancelled, executionRequested, executionResumed } from "./events";

/** The id makes the event count once, however often it is sent; another `turn` is another event. */
function executionEvent({ executionId, priority }: ExecutionRequest, turn?: number) {
  const id = `execution-${executionId}${turn === undefined ? "" : `-${turn}`}`;
  return { name: executionRequested.name, data: { executionId, priority }, id };
}

const SIGNALS = { cancelled: executionCancelled, resumed: executionResumed };

/** @param engine null: a real Inngest server */
export function createExecutionQueue(engine: Pick<Engine, "enqueueEvents"> | null): ExecutionQueue {
  const send = async (request: ExecutionRequest & { turn?: number }) => {
    await inngest.send(executionEvent(request, request.turn));
  };
  const signal: ExecutionQueue["signal"] = async (what, executionId) => {
    await inngest.send({ name: SIGNALS[what].name, data: { executionId } });
  };
  if (engine === null) return { afterCommit: send, resend: send, signal };
  return {
    enqueue: async (tx, request) => {
      await engine.enqueueEvents(tx, [executionEvent(request)]);
    },
    resend: send,
    signal,
  };
}
