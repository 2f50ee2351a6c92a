/** Everything the health endpoint says, in one statement. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowOf } from "@/lib/db/queries/run";
import type { ExecutionStatus, Timeframe } from "@/lib/domain/vocabulary";
import { type OpenAlert, openAlerts } from "./open-alerts";
import { type ProviderFigures, providerFigures } from "./provider-figures";

export type LastExecution = {
  executionId: string;
  startedMs: number;
  completedMs: number | null;
  status: ExecutionStatus;
  successfulSymbols: number;
  failedSymbols: number;
};

type RecentFailure = {
  symbol: string;
  timeframe: Timeframe;
  error: string;
  failedMs: number;
};

export type SchedulerFigures = {
  last: LastExecution | null;
  staleSeries: number;
  failures: RecentFailure[];
  symbols: number;
  alerts: OpenAlert[];
  provider: ProviderFigures;
  /** The setting as stored. */
  pause: unknown;
};

/** `staleBefore`: computed at or before it is stale. Failures: unresolved ones of the last 24 hours, the newest ten. */
export async function selectSchedulerFigures(
  db: Db,
  { now, staleBefore }: { now: Date; staleBefore: Date },
): Promise<SchedulerFigures> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const row = await rowOf<SchedulerFigures>(
    db,
    sql`select
        (select row_to_json(last) from (
          select execution_id as "executionId", ${msOf("started_at")} as "startedMs",
            ${msOf("completed_at")} as "completedMs", status,
            successful_symbols as "successfulSymbols", failed_symbols as "failedSymbols"
          from scheduler_execution_log order by started_at desc, id desc limit 1
        ) last) as last,
        (select count(*)::int from tracked_symbols t
          join feature_freshness f on f.symbol = t.symbol and f.timeframe = any(t.timeframes)
          where t.active and f.data_point_count > 0
            and f.last_computed_at <= ${staleBefore.toISOString()}::timestamptz) as "staleSeries",
        (select coalesce(json_agg(failure), '[]'::json) from (
          select symbol, timeframe, error_message as error, ${msOf("failed_at")} as "failedMs"
          from feature_computation_failures
          where not resolved and failed_at > ${at} - interval '24 hours' and failed_at <= ${at}
          order by failed_at desc, id desc limit 10
        ) failure) as failures,
        (select count(*)::int from tracked_symbols where active) as symbols,
        ${openAlerts} as alerts,
        ${providerFigures(now)} as provider,
        (select value from settings where key = 'schedule_paused') as pause`,
  );
  if (!row) throw new Error("a select without a table gave no row");
  return row;
}
