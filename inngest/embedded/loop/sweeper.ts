/** Forgets old runs, events and keys, now and then, a small batch at a time. */
import { deleteOldEvents, deleteOldKeys, deleteOldRuns } from "@/inngest/embedded/store/retention";
import type { LoopContext } from "./context";

const EVERY_MS = 3_600_000;

export type Sweeper = {
  start: () => void;
  stop: () => void;
  /** @returns how many runs went */
  sweep: () => Promise<number>;
};

export function createSweeper({ sql, options, log }: LoopContext): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function sweep(): Promise<number> {
    const days = options.retentionDays;
    let runs = 0;
    for (let batch = -1; batch !== 0 && !stopped; runs += batch) {
      batch = await sql.begin((tx) => deleteOldRuns(tx, days));
    }
    for (let batch = -1; batch !== 0 && !stopped; ) {
      batch = await sql.begin((tx) => deleteOldEvents(tx, days));
    }
    await deleteOldKeys(sql);
    return runs;
  }

  return {
    start: () => {
      stopped = false;
      timer = setInterval(() => {
        sweep().catch((error: unknown) =>
          log.warn({ error: String(error) }, "engine sweep failed"),
        );
      }, EVERY_MS);
      timer.unref();
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
    sweep,
  };
}
