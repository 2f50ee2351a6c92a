/** A run that may come to be, if flow control lets it. */
import type { ParsedEvent } from "@/inngest/embedded/flow/registry";
import type { FunctionConfig } from "@/inngest/embedded/protocol/function-config";

type Parent = { runId: string; stepId: string };

export type Candidate = {
  config: FunctionConfig;
  events: ParsedEvent[];
  eventIds: string[];
  parent: Parent | null;
  /** Already collected by debounce or batch: not again. */
  collected: boolean;
};
