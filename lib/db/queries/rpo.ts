/** Writes of what became of the recovery point objectives: minutes per day and slice, and the course of each breach. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { RpoShare } from "@/lib/domain/rpo-lag";
import type { Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { atMs, dateOf, msOf, numberArray, rowOf, rowsOf, textArray } from "./run";

/** Until when minutes are counted; null before the first time. Whoever asks holds off everybody else until the commit. */
export async function lockRpoMeasured(tx: Db): Promise<Date | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('candlewatch.rpo'))`);
  const row = await rowOf<{ ms: number | null }>(
    tx,
    sql`select ${msOf("max(updated_at)")} as ms from rpo_daily`,
  );
  return dateOf(row?.ms);
}

const tuples = (shares: readonly RpoShare[]) => sql`
  unnest(${numberArray(shares.map(({ startsMs }) => startsMs))}::float8[],
    ${textArray(shares.map(({ criticality }) => criticality))}::text[],
    ${numberArray(shares.map(({ seriesMinutes }) => seriesMinutes))}::float8[],
    ${numberArray(shares.map(({ breachedMinutes }) => breachedMinutes))}::float8[])
    as share(starts_ms, criticality, watched, breached)`;

export type WorstLags = Partial<Record<Criticality, number>>;

/** Adds minutes to the days (UTC) that they are of. */
export async function addRpoDays(
  tx: Db,
  input: { shares: readonly RpoShare[]; worstLagSeconds: WorstLags; now: Date },
): Promise<void> {
  const tiers = Object.entries(input.worstLagSeconds);
  await tx.execute(sql`
    insert into rpo_daily as kept (day, criticality, series_minutes, breached_minutes, worst_lag_seconds, updated_at)
    select (to_timestamp(starts_ms / 1000) at time zone 'UTC')::date, share.criticality, sum(watched), sum(breached),
      max(worst.seconds), ${atMs(input.now.getTime())}
    from ${tuples(input.shares)}
    left join unnest(${textArray(tiers.map(([name]) => name))}::text[],
      ${numberArray(tiers.map(([, seconds]) => seconds))}::int[]) as worst(criticality, seconds)
      on worst.criticality = share.criticality
    group by 1, 2
    on conflict (day, criticality) do update set
      series_minutes = kept.series_minutes + excluded.series_minutes,
      breached_minutes = kept.breached_minutes + excluded.breached_minutes,
      worst_lag_seconds = greatest(kept.worst_lag_seconds, excluded.worst_lag_seconds),
      updated_at = excluded.updated_at`);
}

/** Adds minutes to their slices, and forgets slices that started before `keepFrom`. */
export async function addRpoSlices(
  tx: Db,
  input: { shares: readonly RpoShare[]; keepFrom: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into rpo_slices as kept (starts_at, criticality, series_minutes, breached_minutes)
    select to_timestamp(starts_ms / 1000), criticality, watched, breached from ${tuples(input.shares)}
    where to_timestamp(starts_ms / 1000) >= ${atMs(input.keepFrom.getTime())}
    on conflict (starts_at, criticality) do update set
      series_minutes = kept.series_minutes + excluded.series_minutes,
      breached_minutes = kept.breached_minutes + excluded.breached_minutes`);
  await tx.execute(sql`delete from rpo_slices where starts_at < ${atMs(input.keepFrom.getTime())}`);
}

export type BreachedSeries = {
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  dueMs: number;
  startedMs: number;
  objectiveSeconds: number;
  reason: string;
};

export type OpenBreach = { id: number; symbol: string; timeframe: string; dueMs: number };

export function selectOpenBreaches(tx: Db): Promise<OpenBreach[]> {
  return rowsOf<OpenBreach>(
    tx,
    sql`select id::float8, symbol, timeframe, ${msOf("due_at")} as "dueMs"
      from rpo_breaches where ended_at is null`,
  );
}

export async function insertBreaches(tx: Db, breaches: readonly BreachedSeries[]): Promise<void> {
  if (breaches.length === 0) return;
  const text = (pick: (row: BreachedSeries) => string) =>
    sql`${textArray(breaches.map(pick))}::text[]`;
  const numbers = (pick: (row: BreachedSeries) => number) =>
    sql`${numberArray(breaches.map(pick))}::float8[]`;
  await tx.execute(sql`
    insert into rpo_breaches (symbol, timeframe, criticality, due_at, started_at, objective_seconds, reason)
    select symbol, timeframe, criticality, to_timestamp(due_ms / 1000), to_timestamp(started_ms / 1000),
      objective::int, reason
    from unnest(${text((row) => row.symbol)}, ${text((row) => row.timeframe)}, ${text((row) => row.criticality)},
      ${numbers((row) => row.dueMs)}, ${numbers((row) => row.startedMs)},
      ${numbers((row) => row.objectiveSeconds)}, ${text((row) => row.reason)})
      as breach(symbol, timeframe, criticality, due_ms, started_ms, objective, reason)
    on conflict (symbol, timeframe) where ended_at is null do nothing`);
}

export async function updateBreachesEnded(
  tx: Db,
  input: { ended: readonly { id: number; worstLagSeconds: number | null }[]; now: Date },
): Promise<void> {
  const { ended } = input;
  if (ended.length === 0) return;
  await tx.execute(sql`
    update rpo_breaches set ended_at = ${atMs(input.now.getTime())}, worst_lag_seconds = seconds::int
    from unnest(${numberArray(ended.map(({ id }) => id))}::bigint[],
      ${numberArray(ended.map(({ worstLagSeconds }) => worstLagSeconds))}::float8[]) as over(id, seconds)
    where rpo_breaches.id = over.id`);
}
