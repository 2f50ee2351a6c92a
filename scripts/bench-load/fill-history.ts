/** Makes a history of runs and failures like a busy season's out of one real execution. */
import { connectSql } from "@/lib/db/connect";

export async function fillHistory(
  databaseUrl: string,
  { executions, failures }: { executions: number; failures: number },
): Promise<void> {
  const sql = connectSql(databaseUrl, { max: 1, applicationName: "bench-load" });
  try {
    await sql`
      insert into scheduler_execution_log (started_at, completed_at, duration_seconds, total_symbols, successful_symbols,
        failed_symbols, total_records_processed, status, "trigger", requested_by, total_jobs, total_requests)
      select e.started_at - n * interval '15 minutes', e.completed_at - n * interval '15 minutes', e.duration_seconds,
        e.total_symbols, e.total_symbols - n % 5, n % 5, e.total_records_processed, 'completed', e."trigger", 'bench',
        e.total_jobs, e.total_requests
      from (select * from scheduler_execution_log where status = 'completed' order by id limit 1) e,
        generate_series(1, ${executions} - (select count(*)::int from scheduler_execution_log)) n`;
    await sql`
      insert into feature_computation_failures (symbol, timeframe, error_message, execution_id, failed_at, retry_count,
        resolved, resolved_at, error_code, fingerprint)
      select f.symbol, f.timeframe, 'The vendor answered 500 for page ' || n, e.execution_id,
        now() - n * interval '5 minutes', 4, n % 3 > 0, case when n % 3 > 0 then now() end, 'provider_5xx', 'bench ' || n % 7
      from generate_series(1, ${failures}) n
      join lateral (select symbol, timeframe from feature_freshness
        order by symbol, timeframe offset n % (select count(*) from feature_freshness) limit 1) f on true
      join lateral (select execution_id from scheduler_execution_log
        order by id offset n % (select count(*) from scheduler_execution_log) limit 1) e on true`;
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}
