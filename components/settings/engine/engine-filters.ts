/** The state of the engine page that lives in the URL, and the question made from it. */
import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { QueryOf } from "@/lib/client/call";
import { RUN_STATUSES } from "@/lib/domain/vocabulary";

export const engineParsers = {
  status: parseAsStringLiteral(RUN_STATUSES),
  function: parseAsString,
  cursor: parseAsString,
  /** The run whose steps are shown. */
  run: parseAsString,
};

export const loadEngineFilters = createLoader(engineParsers);
export type EngineFilters = Awaited<ReturnType<typeof loadEngineFilters>>;
export type EngineChange = { [K in keyof EngineFilters]?: EngineFilters[K] | null };

export function engineRunsQueryOf(filters: EngineFilters): QueryOf<"engineRuns"> {
  return {
    ...(filters.status ? { status: filters.status } : {}),
    ...(filters.function ? { function_id: filters.function } : {}),
    ...(filters.cursor ? { cursor: filters.cursor } : {}),
    limit: 50,
  };
}
