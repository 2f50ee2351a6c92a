/** What the executions page asks, made from the state in the URL; the server's prefetch asks exactly the same. */
import type { QueryOf } from "@/lib/client/call";
import type { ExecutionFilters } from "./execution-filters";
import { windowStart } from "./time-window";

const ROWS_PER_PAGE = 50;
const SLICES = 60;

type Window = { from: string; to: string | undefined };

/** A dragged stretch beats the chosen window. */
export function shownWindow(filters: ExecutionFilters, nowMs: number): Window {
  if (filters.from !== null) return { from: filters.from, to: filters.to ?? undefined };
  return { from: windowStart(filters.window, nowMs).toISOString(), to: undefined };
}

function shared(filters: ExecutionFilters) {
  return {
    status: listOrNothing(filters.status),
    trigger: listOrNothing(filters.trigger),
    symbol: filters.symbol || undefined,
    requested_by: filters.requested_by || undefined,
  };
}

const listOrNothing = (list: readonly string[]) => (list.length === 0 ? undefined : list.join(","));

export function historyQueryOf(
  filters: ExecutionFilters,
  nowMs: number,
): QueryOf<"executionHistory"> {
  return compact({
    ...shared(filters),
    ...shownWindow(filters, nowMs),
    limit: ROWS_PER_PAGE,
    cursor: filters.cursor ?? undefined,
  });
}

/** The chart keeps the whole chosen window in sight while a stretch of it is dragged out. */
export function statsQueryOf(filters: ExecutionFilters, nowMs: number): QueryOf<"executionStats"> {
  const from = windowStart(filters.window, nowMs).toISOString();
  const outside = filters.from !== null && filters.from < from;
  const window = outside ? shownWindow(filters, nowMs) : { from, to: undefined };
  return { ...compact({ ...shared(filters), to: window.to }), from: window.from, buckets: SLICES };
}

/** Query keys compare by value: what is undefined is not there. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
