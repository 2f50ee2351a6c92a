/** Every event of the product: who sends it names it here. */
import { eventType } from "inngest";
import { z } from "zod";

/** An execution's row and jobs are stored: work on it. The event's id is made of the execution's, so it counts once. */
export const executionRequested = eventType("backfill/execution.requested", {
  schema: z.object({ executionId: z.string(), priority: z.number() }),
});

/** Sent by invocation only: one symbol of an execution. */
export const symbolRequested = eventType("backfill/symbol.requested", {
  schema: z.object({ executionId: z.string(), symbol: z.string(), priority: z.number() }),
});

export const executionCancelled = eventType("backfill/execution.cancelled", {
  schema: z.object({ executionId: z.string() }),
});

export const executionResumed = eventType("backfill/execution.resumed", {
  schema: z.object({ executionId: z.string() }),
});

/** A server process is up: look for what an earlier one left behind. */
export const schedulerStarted = eventType("scheduler/started", {
  schema: z.object({ instanceId: z.string() }),
});

/** Somebody does not want to wait for the day's own round: what it asks the vendor for is asked now, of one symbol or of all. */
export const splitsWanted = eventType("care/splits.wanted", {
  schema: z.object({ requestedBy: z.string(), symbol: z.string().optional() }),
});

export const gapsWanted = eventType("care/gaps.wanted", {
  schema: z.object({ requestedBy: z.string() }),
});
