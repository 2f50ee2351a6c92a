/** What the frame of every page shows, in one statement. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowOf } from "@/lib/db/queries/run";
import { type ProviderFigures, providerFigures } from "./provider-figures";

export type FrameFigures = {
  openAlerts: number;
  running: { executionId: string; doneJobs: number; totalJobs: number } | null;
  pause: unknown;
  provider: ProviderFigures;
};

export async function selectFrameFigures(db: Db, now: Date): Promise<FrameFigures> {
  const row = await rowOf<FrameFigures>(
    db,
    sql`select
        (select count(*)::int from alerts where state in ('firing', 'acknowledged')) as "openAlerts",
        (select row_to_json(running) from (
          select e.execution_id as "executionId", e.total_jobs as "totalJobs",
            (select count(*)::int from symbol_computation_status j
              where j.execution_id = e.execution_id
                and j.status in ('completed', 'failed', 'cancelled')) as "doneJobs"
          from scheduler_execution_log e where e.status = 'running'
          order by e.started_at desc, e.id desc limit 1
        ) running) as running,
        (select value from settings where key = 'schedule_paused') as pause,
        ${providerFigures(now)} as provider`,
  );
  if (!row) throw new Error("a select without a table gave no row");
  return row;
}
