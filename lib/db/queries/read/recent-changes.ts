/** What changed lately: states of series, gathered where many changed alike, and what people did. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";
import type { Criticality, DataStatus, ReasonCode } from "@/lib/domain/vocabulary";

export type StateChanges = {
  atMs: number;
  criticality: Criticality;
  dataStatus: DataStatus;
  reason: ReasonCode;
  series: number;
  /** One of them. */
  example: string;
};

/** Of so many newest changes at most; a storm of them is gathered, not read to its beginning. */
const READ_CHANGES = 5_000;

/** Changes of the data status, gathered by minute, tier and reason, newest first. */
export function selectStateChangeGroups(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<StateChanges[]> {
  return rowsOf<StateChanges>(
    db,
    sql`select ${msOf("date_trunc('minute', h.changed_at)")} as "atMs", t.criticality,
        h.data_status as "dataStatus", h.reason, count(*)::int as series,
        min(h.symbol || ' ' || h.timeframe) as example
      from (
        select * from freshness_history where changed_at > ${since.toISOString()}::timestamptz
        order by changed_at desc limit ${READ_CHANGES}
      ) h join tracked_symbols t on t.symbol = h.symbol
      where h.data_status is distinct from h.previous_data_status
      group by 1, 2, 3, 4 order by 1 desc, series desc limit ${limit}`,
  );
}

export type SeenSplits = {
  atMs: number;
  splits: number;
  /** One of them. */
  symbol: string;
  day: string;
  splitFrom: number;
  splitTo: number;
};

/** Splits that came to be known lately, of the last weeks alone: a first backfill learns of years of them. Newest first. */
export function selectSeenSplits(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<SeenSplits[]> {
  return rowsOf<SeenSplits>(
    db,
    sql`select distinct on (s.minute) ${msOf("s.minute")} as "atMs", s.symbol, s.execution_date::text as day,
        s.split_from as "splitFrom", s.split_to as "splitTo",
        count(*) over (partition by s.minute)::int as splits
      from (
        select *, date_trunc('minute', seen_at) as minute from splits
        where seen_at > ${since.toISOString()}::timestamptz and execution_date > seen_at::date - 45
      ) s join tracked_symbols t on t.symbol = s.symbol
      order by s.minute desc, s.execution_date desc, s.symbol limit ${limit}`,
  );
}

export type Action = {
  atMs: number;
  actor: string;
  action: string;
  target: string;
  reason: string | null;
};

/** What people and keys did, newest first. */
export function selectActions(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<Action[]> {
  return rowsOf<Action>(
    db,
    sql`select ${msOf("at")} as "atMs", actor, action, target, reason from audit_log
      where at > ${since.toISOString()}::timestamptz order by at desc, id desc limit ${limit}`,
  );
}
