/** What functions are built from; `registry.ts` hands in the real thing, tests their own. */
import type { StartDeps } from "@/lib/pipeline/start-execution";

export type FunctionDeps = StartDeps & {
  /** False: no cron and no first backfill, only what is triggered by hand. */
  isScheduleOn: boolean;
};
