/** Executions counted in equal slices of time, and what else happened in that time. */
import { and, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";
import { schedulerExecutionLog as log } from "@/lib/db/schema";
import { type ExecutionFilters, executionConditions } from "./executions";

export type StatsBucket = {
  /** 0-based position of the slice; slices without executions are left out. */
  slice: number;
  completed: number;
  partial: number;
  failed: number;
  cancelled: number;
  running: number;
  successfulSymbols: number;
  failedSymbols: number;
  medianSeconds: number | null;
  p95Seconds: number | null;
  requests: number;
  rateLimited: number;
};

/** Executions by the slice they started in; `from` and `to` of the filters bound the whole. */
export function selectExecutionStats(
  db: Db,
  filters: ExecutionFilters & { from: Date; to: Date },
  slices: number,
): Promise<StatsBucket[]> {
  const sliceMs = (filters.to.getTime() - filters.from.getTime()) / slices;
  const slice = sql`least(${slices - 1}::int, floor((${msOf(sql`${log.startedAt}`)} - ${filters.from.getTime()}::float8) / ${sliceMs}::float8))::int`;
  const count = (condition: SQL) => sql`count(*) filter (where ${condition})::int`;
  return rowsOf<StatsBucket>(
    db,
    sql`select ${slice} as slice,
        ${count(sql`status = 'completed' and failed_symbols = 0`)} as completed,
        ${count(sql`status = 'completed' and failed_symbols > 0`)} as partial,
        ${count(sql`status = 'failed'`)} as failed,
        ${count(sql`status = 'cancelled'`)} as cancelled,
        ${count(sql`status = 'running'`)} as running,
        sum(successful_symbols)::int as "successfulSymbols",
        sum(failed_symbols)::int as "failedSymbols",
        percentile_cont(0.5) within group (order by duration_seconds) as "medianSeconds",
        percentile_cont(0.95) within group (order by duration_seconds) as "p95Seconds",
        sum(total_requests)::int as requests,
        sum(rate_limited_count)::int as "rateLimited"
      from ${log}
      where ${and(...executionConditions(filters))}
      group by 1 order by 1`,
  );
}

export type StatsMark = { atMs: number; kind: "policy" | "incident"; label: string };

/** Policy changes and incidents inside [from, to), oldest first. */
export function selectStatsMarks(
  db: Db,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<StatsMark[]> {
  const bounds = (column: string) =>
    sql`${sql.raw(column)} >= ${from.toISOString()}::timestamptz and ${sql.raw(column)} < ${to.toISOString()}::timestamptz`;
  return rowsOf<StatsMark>(
    db,
    sql`select ${msOf("at")} as "atMs", kind, label from (
        select created_at as at, 'policy' as kind,
          'Policy changed by ' || created_by || coalesce(': ' || reason, '') as label
        from policy_versions where source <> 'file' and ${bounds("created_at")}
        union all
        select firing_since, 'incident', summary from alerts
        where severity <> 'info' and ${bounds("firing_since")}
      ) marks order by at limit ${limit}`,
  );
}
