/** What the alert rules are judged on, read in one round trip each. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type {
  AssetClass,
  Criticality,
  DataStatus,
  ReasonCode,
  Timeframe,
} from "@/lib/domain/vocabulary";
import { dateOf, msOf, rowOf, rowsOf } from "./run";

export type AlertSeriesRow = {
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  assetClass: AssetClass;
  dataStatus: DataStatus;
  reason: ReasonCode;
  /** Since when it has not been in order, in one stretch; null when it is in order. */
  behindSince: Date | null;
};

/** Every active series, neither paused nor snoozed, as the last sweep graded it; one never swept counts as missing. */
export async function selectAlertSeries(db: Db, now: Date): Promise<AlertSeriesRow[]> {
  const rows = await rowsOf<Omit<AlertSeriesRow, "behindSince"> & { behindSinceMs: number | null }>(
    db,
    sql`
      select t.symbol, tf.timeframe, t.criticality, t.asset_class as "assetClass",
             coalesce(f.data_status, 'missing') as "dataStatus",
             coalesce(f.reason, 'never_backfilled') as reason,
             ${msOf(sql`case when f.data_status in ('behind', 'missing') then s.since end`)} as "behindSinceMs"
      from tracked_symbols t
      cross join lateral unnest(t.timeframes) as tf(timeframe)
      left join feature_freshness f on f.symbol = t.symbol and f.timeframe = tf.timeframe
      left join lateral (
        select coalesce(
          (select min(b.changed_at) from freshness_history b
            where b.symbol = t.symbol and b.timeframe = tf.timeframe
              and b.data_status in ('behind', 'missing')
              and b.changed_at > coalesce(
                (select max(g.changed_at) from freshness_history g
                  where g.symbol = t.symbol and g.timeframe = tf.timeframe
                    and g.data_status not in ('behind', 'missing')), '-infinity')),
          t.created_at) as since
      ) s on f.data_status in ('behind', 'missing')
      where t.active and (t.paused_until is null or t.paused_until <= ${now.toISOString()}::timestamptz)
        and not exists (select from series_snoozes z where z.symbol = t.symbol
          and z.timeframe = tf.timeframe and z.until > ${now.toISOString()}::timestamptz)
    `,
  );
  return rows.map(({ behindSinceMs, ...row }) => ({ ...row, behindSince: dateOf(behindSinceMs) }));
}

export type AlertFigures = {
  lastSuccessAt: Date | null;
  finishedJobs: number;
  failedJobs: number;
  beatAt: Date | null;
  recentRequests: number;
  recentFailedRequests: number;
  schedulePaused: boolean;
};

/** `jobsSince` bounds the failure rate, `requestsSince` the provider's recent answers. */
export async function selectAlertFigures(
  db: Db,
  { jobsSince, requestsSince }: { jobsSince: Date; requestsSince: Date },
): Promise<AlertFigures> {
  const row = await rowOf<{
    lastSuccessMs: number | null;
    finishedJobs: number;
    failedJobs: number;
    beatMs: number | null;
    recentRequests: number;
    recentFailedRequests: number;
    schedulePaused: boolean;
  }>(
    db,
    sql`
      select
        ${msOf(sql`(select max(completed_at) from scheduler_execution_log
                     where status = 'completed' and successful_symbols > 0)`)} as "lastSuccessMs",
        j.finished as "finishedJobs", j.failed as "failedJobs",
        ${msOf(sql`(select max(beat_at) from scheduler_heartbeats where stopped_at is null)`)} as "beatMs",
        r.total as "recentRequests", r.failed as "recentFailedRequests",
        exists (select from settings where key = 'schedule_paused' and value <> 'null'::jsonb) as "schedulePaused"
      from (select count(*)::int4 as finished, (count(*) filter (where status = 'failed'))::int4 as failed
              from symbol_computation_status
             where status in ('completed', 'failed') and completed_at > ${jobsSince.toISOString()}::timestamptz) j,
           (select count(*)::int4 as total,
                   (count(*) filter (where status is null or status >= 400))::int4 as failed
              from provider_requests where started_at > ${requestsSince.toISOString()}::timestamptz) r
    `,
  );
  return {
    lastSuccessAt: dateOf(row?.lastSuccessMs),
    finishedJobs: row?.finishedJobs ?? 0,
    failedJobs: row?.failedJobs ?? 0,
    beatAt: dateOf(row?.beatMs),
    recentRequests: row?.recentRequests ?? 0,
    recentFailedRequests: row?.recentFailedRequests ?? 0,
    schedulePaused: row?.schedulePaused ?? false,
  };
}
