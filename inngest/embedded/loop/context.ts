/** What every part of the loop shares. */
import type { EngineLog, EngineOptions } from "@/inngest/embedded/engine-types";
import type { Registry } from "@/inngest/embedded/flow/registry";
import type { Sql } from "@/lib/db/connect";
import type { Counters } from "./counters";

export type LoopContext = {
  sql: Sql;
  instanceId: string;
  options: EngineOptions;
  log: EngineLog;
  counters: Counters;
  /** Replaced when functions register anew. */
  registry: () => Registry;
  handler: (request: Request) => Promise<Response>;
};
