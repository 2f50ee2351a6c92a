/** How an execution's start reaches the engine: in its own transaction when embedded, by an event after the commit otherwise. */
import type { ExecutionQueue, ExecutionRequest } from "@/lib/pipeline/start-execution";
import { inngest } from "./client";
import type { Engine } from "./embedded/engine-types";
import { executionRequested } from "./events";

/** The id makes the event count once, however often recovery sends it again. */
export function executionEvent({ executionId, priority }: ExecutionRequest, turn = 0) {
  const id = turn === 0 ? `execution-${executionId}` : `execution-${executionId}-${turn}`;
  return { name: executionRequested.name, data: { executionId, priority }, id };
}

/** @param engine null: a real Inngest server */
export function createExecutionQueue(engine: Engine | null): ExecutionQueue {
  if (engine === null) {
    return {
      afterCommit: async (request) => {
        await inngest.send(executionEvent(request));
      },
    };
  }
  return {
    enqueue: async (tx, request) => {
      await engine.enqueueEvents(tx, [executionEvent(request)]);
    },
  };
}
