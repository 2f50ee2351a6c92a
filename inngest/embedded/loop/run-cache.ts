/** Events and memos of the runs we are working on, so that going on with one reads nothing. */
import type { MemoEntry } from "@/inngest/embedded/protocol/call-body";

export type CachedRun = {
  events: readonly string[];
  memo: MemoEntry[];
  /** Of the last entry. */
  position: number;
};

const MOST_RUNS = 512;
const MOST_BYTES = 48 * 1024 * 1024;

export type RunCache = ReturnType<typeof createRunCache>;

export function createRunCache() {
  const runs = new Map<string, CachedRun>();
  let bytes = 0;

  const sizeOf = ({ events, memo }: CachedRun) =>
    events.reduce((sum, event) => sum + event.length, 0) +
    memo.reduce((sum, { body }) => sum + body.length, 0);

  const drop = (runId: string) => {
    const run = runs.get(runId);
    if (!run) return;
    bytes -= sizeOf(run);
    runs.delete(runId);
  };

  return {
    get: (runId: string) => runs.get(runId),
    put: (runId: string, run: CachedRun) => {
      drop(runId);
      runs.set(runId, run);
      bytes += sizeOf(run);
      for (const oldest of runs.keys()) {
        if (oldest === runId || (runs.size <= MOST_RUNS && bytes <= MOST_BYTES)) break;
        drop(oldest);
      }
    },
    /** Adds results in order, up to the first that does not follow on what is known here. */
    extend: (runId: string, rows: readonly (MemoEntry & { position: number })[]): void => {
      const run = runs.get(runId);
      if (!run) return;
      for (const { position, ...entry } of rows) {
        if (position <= run.position) continue;
        if (position !== run.position + 1) return;
        run.memo.push(entry);
        run.position = position;
        bytes += entry.body.length;
      }
    },
    /** Whether every result up to this one is known here. */
    holds: (runId: string, position: number): boolean =>
      (runs.get(runId)?.position ?? -1) >= position,
    drop,
  };
}
