/** A day of vendor calls in figures, by hour, by error, and the newest ones. */
import { desc, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowOf, rowsOf } from "@/lib/db/queries/run";
import { providerRequests } from "@/lib/db/schema";
import type { RequestPurpose } from "@/lib/domain/vocabulary";

export type ProviderHour = {
  /** Hours before now: 0 is the hour that is running. */
  age: number;
  requests: number;
  rateLimited: number;
  failed: number;
  p95Ms: number | null;
};

export type ProviderDay = Omit<ProviderHour, "age"> & {
  p50Ms: number | null;
  bytes: number;
  rows: number;
  byPurpose: { purpose: RequestPurpose; requests: number }[];
};

const failed = sql.raw("status is distinct from 429 and (status is null or status >= 400)");
const ofLastDay = (now: Date) =>
  sql`started_at > ${now.toISOString()}::timestamptz - interval '24 hours' and started_at <= ${now.toISOString()}::timestamptz`;

export async function selectProviderDay(db: Db, now: Date): Promise<ProviderDay> {
  const row = await rowOf<ProviderDay>(
    db,
    sql`select count(*)::int as requests, count(*) filter (where status = 429)::int as "rateLimited",
        count(*) filter (where ${failed})::int as failed,
        coalesce(sum(bytes), 0)::float8 as bytes, coalesce(sum(rows), 0)::float8 as rows,
        percentile_cont(0.5) within group (order by duration_ms)::float8 as "p50Ms",
        percentile_cont(0.95) within group (order by duration_ms)::float8 as "p95Ms",
        (select coalesce(json_agg(json_build_object('purpose', purpose, 'requests', requests)
            order by requests desc), '[]'::json)
          from (select purpose, count(*)::int as requests from provider_requests
            where ${ofLastDay(now)} group by 1) purposes) as "byPurpose"
      from provider_requests where ${ofLastDay(now)}`,
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

/** Hours with calls only. */
export function selectProviderHours(db: Db, now: Date): Promise<ProviderHour[]> {
  return rowsOf<ProviderHour>(
    db,
    sql`select floor(extract(epoch from ${now.toISOString()}::timestamptz - started_at) / 3600)::int as age,
        count(*)::int as requests, count(*) filter (where status = 429)::int as "rateLimited",
        count(*) filter (where ${failed})::int as failed,
        percentile_cont(0.95) within group (order by duration_ms)::float8 as "p95Ms"
      from provider_requests where ${ofLastDay(now)} group by 1`,
  );
}

export type ProviderError = {
  code: string;
  message: string | null;
  count: number;
  lastMs: number;
  executionId: string | null;
};

/** By code, the newest first; message and execution are those of the newest one. */
export function selectProviderErrors(db: Db, now: Date): Promise<ProviderError[]> {
  return rowsOf<ProviderError>(
    db,
    sql`select coalesce(error_code, 'http_' || status, 'no_answer') as code, count(*)::int as count,
        (array_agg(error_message order by started_at desc))[1] as message,
        (array_agg(execution_id order by started_at desc))[1] as "executionId",
        ${msOf("max(started_at)")} as "lastMs"
      from provider_requests
      where ${ofLastDay(now)} and (status is null or status >= 400 or error_code is not null)
      group by 1 order by "lastMs" desc limit 20`,
  );
}

export function selectNewestRequests(db: Db, limit: number) {
  return db
    .select()
    .from(providerRequests)
    .orderBy(desc(providerRequests.startedAt), desc(providerRequests.id))
    .limit(limit);
}
