/** Brings what calls need into the cache: nothing for runs that are up to date there. */
import type { Tx } from "@/inngest/embedded/store/handle";
import { selectMemo, selectParallel, selectRunEvents } from "@/inngest/embedded/store/memo";
import type { RunCache } from "./run-cache";

/** @returns the runs that have more to do than one thing */
export async function loadRuns(
  tx: Tx,
  cache: RunCache,
  runIds: readonly string[],
): Promise<Set<string>> {
  const ids = [...new Set(runIds)];
  const unknown = ids.filter((id) => !cache.get(id));
  const after = ids.map((runId) => ({ runId, after: cache.get(runId)?.position ?? 0 }));
  const [events, memo, parallel] = await Promise.all([
    unknown.length > 0 ? selectRunEvents(tx, unknown) : [],
    selectMemo(tx, after),
    selectParallel(tx, ids),
  ]);
  for (const { runId, payloads } of events) {
    cache.put(runId, { events: payloads, memo: [], position: 0 });
  }
  for (const { runId, ...row } of memo) cache.extend(runId, [row]);
  return parallel;
}
