/** What one execution is held against: its predecessor, what such runs usually take, and its re-runs. */
import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowOf } from "@/lib/db/queries/run";
import { schedulerExecutionLog as log } from "@/lib/db/schema";
import type { Trigger } from "@/lib/domain/vocabulary";

/** How many earlier runs of a kind make up "usual". */
const USUAL_RUNS = 30;

export type UsualDuration = { medianSeconds: number | null; p95Seconds: number | null };

/** Durations of the newest completed executions of the same trigger and a similar number of jobs. */
export async function selectUsualDuration(
  db: Db,
  like: { trigger: Trigger; totalJobs: number; before: Date },
): Promise<UsualDuration> {
  const row = await rowOf<UsualDuration>(
    db,
    sql`select
          percentile_cont(0.5) within group (order by seconds)::float8 as "medianSeconds",
          percentile_cont(0.95) within group (order by seconds)::float8 as "p95Seconds"
        from (
          select duration_seconds as seconds from scheduler_execution_log
          where status = 'completed' and "trigger" = ${like.trigger}
            and started_at < ${like.before.toISOString()}::timestamptz
            and total_jobs between ${Math.floor(like.totalJobs / 2)} and ${like.totalJobs * 2}
            and duration_seconds is not null
          order by started_at desc limit ${USUAL_RUNS}
        ) recent`,
  );
  return row ?? { medianSeconds: null, p95Seconds: null };
}

/** The execution of the same trigger that started before, with its settings; null for the first. */
export async function selectPreviousExecution(
  db: Db,
  of: { trigger: Trigger; startedAt: Date; executionId: string },
) {
  const [row] = await db
    .select({ executionId: log.executionId, config: log.config })
    .from(log)
    .where(and(eq(log.trigger, of.trigger), lt(log.startedAt, of.startedAt)))
    .orderBy(desc(log.startedAt), desc(log.id))
    .limit(1);
  return row ?? null;
}

/** Ids of the executions that re-ran this one, oldest first. */
export async function selectChildExecutionIds(db: Db, executionId: string): Promise<string[]> {
  const rows = await db
    .select({ executionId: log.executionId })
    .from(log)
    .where(eq(log.parentExecutionId, executionId))
    .orderBy(asc(log.startedAt), asc(log.id));
  return rows.map((row) => row.executionId);
}
