/** The last run over (nearly) everything, measured symbol by symbol. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowOf } from "@/lib/db/queries/run";

export type FullRun = {
  executionId: string;
  startedMs: number;
  completedMs: number;
  config: Record<string, unknown>;
  /** In order of their start. */
  symbols: { requests: number; workMs: number }[];
};

/** Of the active symbols, so many are nearly all. */
const NEARLY_ALL = 0.8;

/** The newest completed execution over nearly every active symbol that no crash interrupted; null before the first. */
export function selectLastFullRun(db: Db): Promise<FullRun | null> {
  return rowOf<FullRun>(
    db,
    sql`with run as (
        select execution_id, started_at, completed_at, config from scheduler_execution_log
        where status = 'completed' and completed_at is not null and resumed_after_crash_at is null
          and paused_at is null and total_symbols > 0
          and total_symbols >= ${NEARLY_ALL}::float8 * (select count(*) from tracked_symbols where active)
        order by started_at desc, id desc limit 1
      ), work as (
        select j.symbol, min(j.started_at) as started_at,
          greatest(0, extract(epoch from max(j.completed_at) - min(j.started_at)) * 1000
            - max(j.backoff_ms))::float8 as work_ms
        from symbol_computation_status j join run on run.execution_id = j.execution_id
        where j.started_at is not null group by j.symbol
      ), asked as (
        select p.symbol, count(*)::int as requests
        from provider_requests p join run on run.execution_id = p.execution_id group by p.symbol
      )
      select run.execution_id as "executionId", ${msOf("run.started_at")} as "startedMs",
        ${msOf("run.completed_at")} as "completedMs", run.config,
        (select coalesce(json_agg(json_build_object(
            'requests', coalesce(asked.requests, 0), 'workMs', work.work_ms)
            order by work.started_at, work.symbol), '[]'::json)
          from work left join asked on asked.symbol = work.symbol) as symbols
      from run`,
  );
}
