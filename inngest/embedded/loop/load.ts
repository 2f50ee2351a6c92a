/** Brings what calls need into the cache: nothing for runs that are up to date there. */

import type { Tx } from "@/inngest/embedded/store/handle";
import {
  type MemoRow,
  selectMemo,
  selectParallel,
  selectRunEvents,
} from "@/inngest/embedded/store/memo";
import type { RunCache } from "./run-cache";

/** @returns the runs that have more to do than one thing */
export async function loadRuns(
  tx: Tx,
  cache: RunCache,
  runIds: readonly string[],
): Promise<Set<string>> {
  const ids = [...new Set(runIds)];
  const [parallel] = await Promise.all([selectParallel(tx, ids), loadMemos(tx, cache, ids)]);
  return parallel;
}

async function loadMemos(tx: Tx, cache: RunCache, ids: readonly string[]): Promise<void> {
  const unknown = ids.filter((id) => !cache.get(id));
  const after = ids.map((runId) => ({ runId, after: cache.get(runId)?.position ?? 0 }));
  const [events, memo] = await Promise.all([
    unknown.length > 0 ? selectRunEvents(tx, unknown) : [],
    selectMemo(tx, after),
  ]);
  for (const { runId, payloads } of events) {
    cache.put(runId, { events: payloads, memo: [], position: 0 });
  }
  const stale = after.filter((known) => isStale(cache, known, memo)).map(({ runId }) => runId);
  for (const runId of stale) cache.drop(runId);
  for (const { runId, ...row } of memo) if (cache.get(runId)) cache.extend(runId, [row]);
  if (stale.length > 0) await loadMemos(tx, cache, stale);
}

/** A run replayed since has forgotten what had failed: its memo is another one. */
function isStale(
  cache: RunCache,
  { runId, after }: { runId: string; after: number },
  memo: readonly MemoRow[],
): boolean {
  const known = cache.get(runId)?.memo[after - 1];
  if (!known) return false;
  const stored = memo.find((row) => row.runId === runId && row.position === after);
  if (!stored || stored.stepId !== known.stepId || stored.failed !== known.failed) return true;
  return stored.failed && stored.body !== known.body;
}
