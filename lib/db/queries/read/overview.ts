/** The health page's figures beside the grades of the series. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowOf, rowsOf } from "@/lib/db/queries/run";
import type { AssetClass, Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { type OpenAlert, openAlerts } from "./open-alerts";
import { type ProviderFigures, providerFigures } from "./provider-figures";

/** One of the last 24 hours; `age` 0 is the hour that ends now. */
type HourFigures = {
  age: number;
  executions: number;
  successfulSymbols: number;
  failedSymbols: number;
  records: number;
};
type HourRequests = { age: number; requests: number; rateLimited: number };
export type RpoMinutes = { criticality: Criticality; watched: number; breached: number };

export type OverviewFigures = {
  alerts: OpenAlert[];
  provider: ProviderFigures;
  pause: unknown;
  beatMs: number | null;
  /** When the oldest process still known started. */
  startedMs: number | null;
  lastSuccessMs: number | null;
  newestStartMs: number | null;
  lastRequestOk: boolean | null;
  symbols: number;
  hours: HourFigures[];
  requestHours: HourRequests[];
  /** Minutes of the objective's window. */
  rpo: RpoMinutes[];
};

/** One round trip. `rpoDays`: length of the objective's window. */
export async function selectOverviewFigures(
  db: Db,
  { now, rpoDays }: { now: Date; rpoDays: number },
): Promise<OverviewFigures> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const age = (column: string) =>
    sql`floor(extract(epoch from ${at} - ${sql.raw(column)}) / 3600)::int`;
  const ofLastDay = (column: string) =>
    sql`${sql.raw(column)} > ${at} - interval '24 hours' and ${sql.raw(column)} <= ${at}`;
  const row = await rowOf<OverviewFigures>(
    db,
    sql`select ${openAlerts} as alerts, ${providerFigures(now)} as provider,
        (select value from settings where key = 'schedule_paused') as pause,
        (select ${msOf("max(beat_at)")} from scheduler_heartbeats where stopped_at is null) as "beatMs",
        (select ${msOf("min(started_at)")} from scheduler_heartbeats) as "startedMs",
        (select ${msOf("max(completed_at)")} from scheduler_execution_log
          where status = 'completed' and successful_symbols > 0) as "lastSuccessMs",
        (select ${msOf("max(started_at)")} from scheduler_execution_log) as "newestStartMs",
        (select status between 200 and 299 from provider_requests
          order by started_at desc limit 1) as "lastRequestOk",
        (select count(*)::int from tracked_symbols where active) as symbols,
        (select coalesce(json_agg(hour), '[]'::json) from (
          select ${age("started_at")} as age, count(*)::int as executions,
            sum(successful_symbols)::int as "successfulSymbols",
            sum(failed_symbols)::int as "failedSymbols",
            sum(total_records_processed)::float8 as records
          from scheduler_execution_log where ${ofLastDay("started_at")} group by 1
        ) hour) as hours,
        (select coalesce(json_agg(hour), '[]'::json) from (
          select ${age("started_at")} as age, count(*)::int as requests,
            count(*) filter (where status = 429)::int as "rateLimited"
          from provider_requests where ${ofLastDay("started_at")} group by 1
        ) hour) as "requestHours",
        (select coalesce(json_agg(tier), '[]'::json) from (
          select criticality, sum(series_minutes) as watched, sum(breached_minutes) as breached
          from rpo_daily where day > (${at} at time zone 'UTC')::date - ${rpoDays}::int group by 1
        ) tier) as rpo`,
  );
  if (!row) throw new Error("a select without a table gave no row");
  return row;
}

export type WatermarkGroup = {
  criticality: Criticality;
  assetClass: AssetClass;
  timeframe: Timeframe;
  storedThroughMs: number;
  answeredThroughMs: number | null;
  lastComputedMs: number | null;
  series: number;
};

/** More differing watermarks than a forecast of six hours can tell apart. */
const MOST_GROUPS = 5_000;

/** Active, unpaused series that share their watermarks, the oldest first: what grades and forecasts are made from. */
export function selectWatermarkGroups(db: Db, now: Date): Promise<WatermarkGroup[]> {
  return rowsOf<WatermarkGroup>(
    db,
    sql`select t.criticality, t.asset_class as "assetClass", f.timeframe,
        ${msOf("f.stored_through")} as "storedThroughMs",
        ${msOf("b.answered_through")} as "answeredThroughMs",
        ${msOf("min(f.last_computed_at)")} as "lastComputedMs", count(*)::int as series
      from tracked_symbols t
      join feature_freshness f on f.symbol = t.symbol and f.timeframe = any(t.timeframes)
      left join base_streams b on b.symbol = t.symbol
        and b.timeframe = case when f.timeframe in ('1d', '1w') then '1d' else '1m' end
      where t.active and f.stored_through is not null
        and (t.paused_until is null or t.paused_until <= ${now.toISOString()}::timestamptz)
      group by t.criticality, t.asset_class, f.timeframe, f.stored_through, b.answered_through
      order by f.stored_through limit ${MOST_GROUPS}`,
  );
}
