"use client";
/** How old the page's own data is: the oldest answer of all live queries on it, and whether asking fails. */
import { notifyManager, type QueryCache, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { ApiProblem } from "./call";
import { frameQuery } from "./queries";

export type LivePulse = {
  /** When the oldest answer on the page arrived (browser clock); null before the first. */
  oldestMs: number | null;
  /** `unreachable`: nobody answers. `failing`: somebody answers with an error. */
  trouble: "none" | "failing" | "unreachable";
  fetching: boolean;
};

function read(cache: QueryCache): string {
  let oldestMs = Number.POSITIVE_INFINITY;
  let trouble: LivePulse["trouble"] = "none";
  let fetching = false;
  for (const query of cache.getAll()) {
    if (query.meta?.live !== true || query.getObserversCount() === 0) continue;
    const { state } = query;
    if (state.dataUpdatedAt > 0) oldestMs = Math.min(oldestMs, state.dataUpdatedAt);
    if (state.fetchStatus === "fetching") fetching = true;
    const error = state.error ?? state.fetchFailureReason;
    if (error) trouble = troubleOf(error, trouble);
  }
  const oldest = Number.isFinite(oldestMs) ? oldestMs : null;
  return JSON.stringify({ oldestMs: oldest, trouble, fetching } satisfies LivePulse);
}

function troubleOf(error: Error, before: LivePulse["trouble"]): LivePulse["trouble"] {
  if (error instanceof ApiProblem && error.status === 0) return "unreachable";
  return before === "unreachable" ? before : "failing";
}

/** What the server draws: nobody asks yet, but the header's answer came with the page, whose width thus stays. */
function readAtRest(cache: QueryCache): string {
  const answeredMs = cache.find({ queryKey: frameQuery().queryKey })?.state.dataUpdatedAt ?? 0;
  const oldestMs = answeredMs > 0 ? answeredMs : null;
  return JSON.stringify({ oldestMs, trouble: "none", fetching: false } satisfies LivePulse);
}

export function useLivePulse(): LivePulse {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback(
    (listener: () => void) => cache.subscribe(notifyManager.batchCalls(listener)),
    [cache],
  );
  const text = useSyncExternalStore(
    subscribe,
    () => read(cache),
    () => readAtRest(cache),
  );
  return JSON.parse(text) as LivePulse;
}
