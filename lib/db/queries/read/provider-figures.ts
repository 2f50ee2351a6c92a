/** Vendor calls of the last day in figures. */
import { type SQL, sql } from "drizzle-orm";

export type ProviderFigures = {
  requests: number;
  rateLimited: number;
  /** Of the last hour. */
  p95Ms: number | null;
  byPurpose: Record<string, number>;
};

/** Scalar JSON of `ProviderFigures` over the 24 hours before `now`. */
export function providerFigures(now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`(select json_build_object(
      'requests', coalesce(sum(requests), 0)::int,
      'rateLimited', coalesce(sum(rate_limited), 0)::int,
      'p95Ms', (select percentile_cont(0.95) within group (order by duration_ms)
        from provider_requests where started_at > ${at} - interval '1 hour' and started_at <= ${at}),
      'byPurpose', coalesce(json_object_agg(purpose, requests) filter (where purpose is not null),
        '{}'::json))
    from (
      select purpose, count(*)::int as requests,
        count(*) filter (where status = 429)::int as rate_limited
      from provider_requests
      where started_at > ${at} - interval '24 hours' and started_at <= ${at} group by 1
    ) purposes)`;
}
