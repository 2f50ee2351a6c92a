/** The list of alerts, open ones first, and how often each rule fired. */
import { and, desc, eq, inArray, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowsOf } from "@/lib/db/queries/run";
import { alerts } from "@/lib/db/schema";
import type {
  AlertSeverity,
  AlertState,
  AssetClass,
  Criticality,
  DataStatus,
  FreshnessStatus,
  ReasonCode,
  Timeframe,
} from "@/lib/domain/vocabulary";

export type AlertFilters = {
  state?: readonly AlertState[] | undefined;
  severity?: readonly AlertSeverity[] | undefined;
  rule?: string | undefined;
};

const isOpen = sql<boolean>`(${alerts.state} <> 'resolved')`;

/** Up to `limit` alerts after a place in the list. */
export function selectAlerts(
  db: Db,
  filters: AlertFilters,
  page: { limit: number; after: { open: boolean; id: number } | null },
) {
  const conditions: (SQL | undefined)[] = [
    filters.state && inArray(alerts.state, [...filters.state]),
    filters.severity && inArray(alerts.severity, [...filters.severity]),
    filters.rule === undefined ? undefined : eq(alerts.rule, filters.rule),
    page.after
      ? sql`(${isOpen}, ${alerts.id}) < (${page.after.open}, ${page.after.id})`
      : undefined,
  ];
  return db
    .select()
    .from(alerts)
    .where(and(...conditions))
    .orderBy(desc(isOpen), desc(alerts.id))
    .limit(page.limit);
}

export async function selectOpenAlertCount(db: Db): Promise<number> {
  return db.$count(alerts, and(ne(alerts.state, "resolved"), ne(alerts.state, "pending")));
}

/** Per rule: how many are open now, and how many fired since. */
export async function selectAlertCounts(db: Db, since: Date) {
  return db
    .select({
      rule: alerts.rule,
      open: sql<number>`(count(*) filter (where ${alerts.state} not in ('resolved', 'pending')))::int4`,
      fired: sql<number>`(count(*) filter (where ${alerts.firingSince} >= ${since.toISOString()}::timestamptz))::int4`,
    })
    .from(alerts)
    .where(isNotNull(alerts.firingSince))
    .groupBy(alerts.rule);
}

export type HistoryChange = {
  atMs: number;
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  assetClass: AssetClass;
  status: FreshnessStatus;
  previousStatus: FreshnessStatus | null;
  dataStatus: DataStatus;
  reason: ReasonCode;
};

/** State changes of tracked series since `from`, oldest first, led by each one's last change before it. */
export async function selectHistoryChanges(db: Db, from: Date): Promise<HistoryChange[]> {
  const since = sql`${from.toISOString()}::timestamptz`;
  return rowsOf<HistoryChange>(
    db,
    sql`
      select (date_part('epoch', h.changed_at) * 1000)::float8 as "atMs", h.symbol, h.timeframe,
             t.criticality, t.asset_class as "assetClass", h.status, h.previous_status as "previousStatus",
             h.data_status as "dataStatus", h.reason
        from (
          select * from freshness_history where changed_at >= ${since}
          union all
          select distinct on (symbol, timeframe) * from freshness_history
           where changed_at < ${since} order by symbol, timeframe, changed_at desc
        ) h
        join tracked_symbols t on t.symbol = h.symbol and h.timeframe = any(t.timeframes)
       where t.active
       order by h.changed_at, h.id
    `,
  );
}
