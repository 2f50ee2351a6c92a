/** What the metrics count. Work that is over is read once, when it ends; only what changes is read at every scrape. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { atMs, dateOf, msOf, rowsOf } from "@/lib/db/queries/run";
import { RPO_WINDOW_DAYS } from "@/lib/domain/rpo-budget";

export type EndedExecution = {
  id: number;
  status: string;
  trigger: string;
  durationSeconds: number;
  completedAt: Date;
};

/** Executions that ended at or after an instant, oldest first. */
export async function selectEndedExecutions(db: Db, since: Date): Promise<EndedExecution[]> {
  const rows = await rowsOf<Omit<EndedExecution, "completedAt"> & { completedMs: number }>(
    db,
    sql`select id::float8, status, trigger, coalesce(duration_seconds, 0)::float8 as "durationSeconds",
        ${msOf("completed_at")} as "completedMs"
      from scheduler_execution_log
      where status <> 'running' and completed_at >= ${atMs(since.getTime())} order by completed_at`,
  );
  return rows.map(({ completedMs, ...row }) => ({ ...row, completedAt: new Date(completedMs) }));
}

export type JobCount = { timeframe: string; status: string; reason: string; count: number };

/** Jobs of these executions by outcome; `reason` is the error code, empty without one. */
export async function selectJobCounts(db: Db, ids: readonly number[]): Promise<JobCount[]> {
  if (ids.length === 0) return [];
  return rowsOf<JobCount>(
    db,
    sql`select job.timeframe, job.status, coalesce(job.error_code, '') as reason, count(*)::float8 as count
      from symbol_computation_status job
      join scheduler_execution_log log on log.execution_id = job.execution_id
      where log.id = any(${`{${ids.join(",")}}`}::bigint[]) group by 1, 2, 3`,
  );
}

export type RequestCount = { code: string; purpose: string; count: number };

/** Vendor calls after a row id, by status (`none` when no answer came), and the newest id. */
export async function selectRequestCounts(
  db: Db,
  afterId: number,
): Promise<{ counts: RequestCount[]; lastId: number }> {
  const rows = await rowsOf<RequestCount & { lastId: number }>(
    db,
    sql`select coalesce(status::text, 'none') as code, purpose, count(*)::float8 as count, max(id)::float8 as "lastId"
      from provider_requests where id > ${afterId}::bigint group by 1, 2`,
  );
  return {
    counts: rows.map(({ code, purpose, count }) => ({ code, purpose, count })),
    lastId: rows.reduce((newest, { lastId }) => Math.max(newest, lastId), afterId),
  };
}

export type RpoMinutes = { criticality: string; watched: number; breached: number };

/** Minutes of the objective's window, by criticality. */
export async function selectRpoMinutes(db: Db, now: Date): Promise<RpoMinutes[]> {
  return rowsOf<RpoMinutes>(
    db,
    sql`select criticality, sum(series_minutes)::float8 as watched, sum(breached_minutes)::float8 as breached
      from rpo_daily where day > (${now.toISOString()}::timestamptz at time zone 'UTC')::date - ${RPO_WINDOW_DAYS}::int
      group by 1`,
  );
}

export type RpoWindow = RpoMinutes & { hours: number };

/** Minutes of the last so many hours, by criticality, as fine as the slices of five minutes are. */
export async function selectRpoWindows(
  db: Db,
  now: Date,
  hours: readonly number[],
): Promise<RpoWindow[]> {
  return rowsOf<RpoWindow>(
    db,
    sql`select wanted.hours::int4 as hours, criticality, sum(series_minutes)::float8 as watched,
        sum(breached_minutes)::float8 as breached
      from unnest(${`{${hours.join(",")}}`}::int[]) as wanted(hours)
      join rpo_slices on starts_at >= ${now.toISOString()}::timestamptz - make_interval(hours => wanted.hours)
      group by 1, 2`,
  );
}

export async function selectLastSuccess(db: Db): Promise<Date | null> {
  const [row] = await rowsOf<{ ms: number | null }>(
    db,
    sql`select ${msOf("max(completed_at)")} as ms from scheduler_execution_log
      where status = 'completed' and successful_symbols > 0`,
  );
  return dateOf(row?.ms);
}
