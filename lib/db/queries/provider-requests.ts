/** Lineage of every vendor call, and the counters summed from it. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { RequestPurpose } from "@/lib/domain/vocabulary";
import { rowOf } from "./run";

export type ProviderRequestRow = {
  symbol: string | null;
  timeframe: string | null;
  purpose: RequestPurpose;
  path: string;
  status: number | null;
  throttledMs: number;
  durationMs: number;
  page: number;
  bytes: number;
  rows: number;
  vendorRequestId: string | null;
  attempt: number;
  retryAfterMs: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  startedAt: Date;
};

/** Stores the calls and adds them to their execution's `total_requests` and `rate_limited_count`, in one statement. */
export async function insertProviderRequests(
  db: Db,
  input: { executionId: string | null; requests: readonly ProviderRequestRow[] },
): Promise<void> {
  if (input.requests.length === 0) return;
  const rows = JSON.stringify(
    input.requests.map((request) => ({
      symbol: request.symbol,
      timeframe: request.timeframe,
      purpose: request.purpose,
      path: request.path,
      status: request.status,
      throttled_ms: Math.round(request.throttledMs),
      duration_ms: Math.round(request.durationMs),
      page: request.page,
      bytes: request.bytes,
      rows: request.rows,
      vendor_request_id: request.vendorRequestId,
      attempt: request.attempt,
      retry_after_ms: request.retryAfterMs === null ? null : Math.round(request.retryAfterMs),
      error_code: request.errorCode,
      error_message: request.errorMessage,
      started_at: request.startedAt.toISOString(),
    })),
  );
  const columns = sql.raw(
    "symbol, timeframe, purpose, path, status, throttled_ms, duration_ms, page, bytes, rows, vendor_request_id, attempt, retry_after_ms, error_code, error_message, started_at",
  );
  await db.execute(sql`
    with made as (
      insert into provider_requests (execution_id, ${columns})
      select ${input.executionId}::uuid, ${columns}
      from json_populate_recordset(null::provider_requests, ${rows}::json)
      returning status
    ), counts as (
      select count(*) as requests, count(*) filter (where status = 429) as limited from made
    )
    update scheduler_execution_log set total_requests = total_requests + counts.requests,
      rate_limited_count = rate_limited_count + counts.limited
    from counts where execution_id = ${input.executionId}`);
}

/** Median duration of the newest good calls, to estimate with; null before the first. */
export async function selectUsualRequestMs(db: Db): Promise<number | null> {
  const row = await rowOf<{ ms: number | null }>(
    db,
    sql`select percentile_cont(0.5) within group (order by duration_ms)::float8 as ms
      from (select duration_ms from provider_requests where status = 200 order by started_at desc limit 200) as newest`,
  );
  return row?.ms ?? null;
}
