/** What a database holds, as one comparable line per series and per job: equal digests mean equal data. */
import type { Sql } from "@/lib/db/connect";

export type Digest = Map<string, string>;

/** Data and outcomes only: no times of day, no ids, nothing that an interruption may rightly change. */
export async function takeDigest(sql: Sql): Promise<Digest> {
  const digest: Digest = new Map();
  for (const { key, value } of await Promise.all(
    [CANDLES, FEATURES, FRESHNESS, JOBS, EXECUTIONS, FAILURES, COVERAGE].map((query) =>
      sql.unsafe<{ key: string; value: string }[]>(query),
    ),
  ).then((results) => results.flat())) {
    digest.set(key, value);
  }
  return digest;
}

export type DigestDifference = { lost: string[]; repeated: string[]; changed: string[] };

/** What an undisturbed run has and this one lacks, the other way round, and what differs. */
export function compareDigests(wanted: Digest, found: Digest): DigestDifference {
  const difference: DigestDifference = { lost: [], repeated: [], changed: [] };
  for (const [key, value] of wanted) {
    const other = found.get(key);
    if (other === undefined) difference.lost.push(key);
    else if (other !== value) difference.changed.push(`${key}: ${value} became ${other}`);
  }
  for (const key of found.keys()) if (!wanted.has(key)) difference.repeated.push(key);
  return difference;
}

const CANDLES = `
  select format('candles %s %s', s.symbol, s.timeframe) as key,
         format('%s rows %s', count(*), md5(string_agg(
           concat_ws(',', c.opened_at, c.open, c.high, c.low, c.close, c.volume, c.flags), ';' order by c.opened_at))) as value
    from candles c join series s on s.id = c.series_id group by 1`;

const FEATURES = `
  select format('features %s %s', s.symbol, s.timeframe) as key,
         format('%s rows %s', count(*), md5(string_agg((to_jsonb(f) - 'series_id')::text, ';' order by f.opened_at))) as value
    from quant_features f join series s on s.id = f.series_id group by 1`;

const FRESHNESS = `
  select format('freshness %s %s', symbol, timeframe) as key,
         format('%s points through %s', data_point_count, stored_through) as value
    from feature_freshness`;

const JOBS = `
  select format('jobs %s %s', symbol, timeframe) as key,
         format('%s %s', count(*), string_agg(status, ',' order by status)) as value
    from symbol_computation_status group by 1`;

const EXECUTIONS = `
  select 'executions' as key,
         format('%s %s, %s jobs, %s of %s symbols', count(*), string_agg(status, ','), sum(total_jobs),
                sum(successful_symbols), sum(total_symbols)) as value
    from scheduler_execution_log`;

const FAILURES = `
  select 'unresolved failures' as key, count(*)::text as value
    from feature_computation_failures where not resolved`;

const COVERAGE = `
  select format('coverage %s %s', symbol, timeframe) as key,
         md5(string_agg(concat_ws(',', day, bar_count), ';' order by day)) as value
    from coverage_days group by 1`;
