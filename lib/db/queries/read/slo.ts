/** What became of the recovery objectives: minutes per day, breaches, and faults with their durations. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowOf, rowsOf } from "@/lib/db/queries/run";
import { DAY_MS } from "@/lib/domain/calendar-days";
import type { Criticality, Timeframe } from "@/lib/domain/vocabulary";

export type RpoDay = {
  day: string;
  criticality: Criticality;
  watched: number;
  breached: number;
  worstLagSeconds: number | null;
};

/** Days of the window, oldest first; only those in which something was watched. */
export function selectRpoDays(db: Db, now: Date, windowDays: number): Promise<RpoDay[]> {
  return rowsOf<RpoDay>(
    db,
    sql`select day::text as day, criticality, series_minutes as watched, breached_minutes as breached,
        worst_lag_seconds as "worstLagSeconds"
      from rpo_daily
      where day > (${now.toISOString()}::timestamptz at time zone 'UTC')::date - ${windowDays}::int
      order by day`,
  );
}

export type RpoBreach = {
  id: number;
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  dueMs: number;
  startedMs: number;
  endedMs: number | null;
  worstLagSeconds: number | null;
  objectiveSeconds: number;
  reason: string | null;
};

const breachColumns = sql`id::float8 as id, symbol, timeframe, criticality, ${msOf("due_at")} as "dueMs",
  ${msOf("started_at")} as "startedMs", ${msOf("ended_at")} as "endedMs",
  worst_lag_seconds as "worstLagSeconds", objective_seconds as "objectiveSeconds", reason`;

/** Those under way first, then newest first. */
export function selectRpoBreaches(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<RpoBreach[]> {
  return rowsOf<RpoBreach>(
    db,
    sql`select ${breachColumns} from rpo_breaches
      where ended_at is null or started_at > ${since.toISOString()}::timestamptz
      order by (ended_at is null) desc, started_at desc, id desc limit ${limit}`,
  );
}

/** Those of one symbol that reach beyond `from`, newest first. */
export function selectBreachesOfSymbol(
  db: Db,
  { symbol, from }: { symbol: string; from: Date },
): Promise<RpoBreach[]> {
  return rowsOf<RpoBreach>(
    db,
    sql`select ${breachColumns} from rpo_breaches
      where symbol = ${symbol} and (ended_at is null or ended_at > ${from.toISOString()}::timestamptz)
      order by started_at desc, id desc`,
  );
}

/** From when until when minutes are counted; null before the first stretch. */
export async function selectRpoMeasured(db: Db): Promise<{ fromMs: number; toMs: number } | null> {
  const row = await rowOf<{ sliceMs: number | null; dayMs: number | null; toMs: number | null }>(
    db,
    sql`select (select ${msOf("min(starts_at)")} from rpo_slices) as "sliceMs",
        ${msOf("min(day)")} as "dayMs", ${msOf("max(updated_at)")} as "toMs" from rpo_daily`,
  );
  if (!row?.sliceMs || row.dayMs === null || row.toMs === null) return null;
  // Slices are kept for days only: where they begin on the first day, they know the minute it began at.
  const isFirstDay = row.sliceMs - row.dayMs < DAY_MS;
  return { fromMs: isFirstDay ? row.sliceMs : row.dayMs, toMs: row.toMs };
}

export type RecoverySum = {
  failureType: string;
  measured: number;
  open: number;
  breaches: number;
  lastSeconds: number | null;
  medianSeconds: number | null;
  worstSeconds: number | null;
  lastMs: number | null;
};

const lasted = sql.raw("extract(epoch from recovered_at - started_at)::float8");

/** Per type of failure; a type that never occurred has no row. A fault under way counts as broken once it is late. */
export function selectRecoverySums(
  db: Db,
  { since, now }: { since: Date; now: Date },
): Promise<RecoverySum[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  return rowsOf<RecoverySum>(
    db,
    sql`select failure_type as "failureType",
        count(recovered_at)::int as measured,
        count(*) filter (where recovered_at is null)::int as open,
        count(*) filter (where extract(epoch from coalesce(recovered_at, ${at}) - started_at) > target_seconds)::int
          as breaches,
        (array_agg(${lasted} order by recovered_at desc nulls last))[1] as "lastSeconds",
        percentile_cont(0.5) within group (order by ${lasted})::float8 as "medianSeconds",
        max(${lasted}) as "worstSeconds", ${msOf("max(started_at)")} as "lastMs"
      from recovery_incidents where started_at > ${since.toISOString()}::timestamptz group by 1`,
  );
}

export type Fault = {
  id: number;
  failureType: string;
  subject: string;
  startedMs: number;
  detectedMs: number;
  recoveredMs: number | null;
  targetSeconds: number;
  detail: string | null;
};

/** Newest first. */
export function selectFaults(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<Fault[]> {
  return rowsOf<Fault>(
    db,
    sql`select id::float8 as id, failure_type as "failureType", subject, ${msOf("started_at")} as "startedMs",
        ${msOf("detected_at")} as "detectedMs", ${msOf("recovered_at")} as "recoveredMs",
        target_seconds as "targetSeconds", detail
      from recovery_incidents where started_at > ${since.toISOString()}::timestamptz
      order by started_at desc, id desc limit ${limit}`,
  );
}
