/** Failures one by one and grouped by cause. */
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";
import { featureComputationFailures as failures } from "@/lib/db/schema";
import type { Criticality, Timeframe } from "@/lib/domain/vocabulary";

export type FailureFilters = {
  resolved?: boolean | undefined;
  symbol?: string | undefined;
  timeframe?: readonly Timeframe[] | undefined;
  fingerprint?: string | undefined;
  executionId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

export type FailurePosition = { failedAt: string; id: number };

export type ListedFailure = Awaited<ReturnType<typeof selectFailures>>[number];

/** Up to `limit` failures before a place in the list, newest first. */
export function selectFailures(
  db: Db,
  filters: FailureFilters,
  page: { limit: number; before?: FailurePosition | null },
) {
  const { before } = page;
  return db
    .select({
      id: failures.id,
      position: sql<string>`${failures.failedAt}::text`,
      symbol: failures.symbol,
      timeframe: sql<Timeframe>`${failures.timeframe}`,
      error: failures.errorMessage,
      errorCode: failures.errorCode,
      fingerprint: failures.fingerprint,
      executionId: failures.executionId,
      failedAt: failures.failedAt,
      retryCount: failures.retryCount,
      resolved: failures.resolved,
      resolvedAt: failures.resolvedAt,
      resolvedBy: failures.resolvedBy,
    })
    .from(failures)
    .where(
      and(
        ...failureConditions(filters),
        before
          ? sql`(${failures.failedAt}, ${failures.id}) < (${before.failedAt}::timestamptz, ${before.id})`
          : undefined,
      ),
    )
    .orderBy(desc(failures.failedAt), desc(failures.id))
    .limit(page.limit);
}

export async function selectFailureCount(db: Db, filters: FailureFilters): Promise<number> {
  return db.$count(failures, and(...failureConditions(filters)));
}

export type FailureGroup = {
  fingerprint: string;
  example: string;
  errorCode: string | null;
  count: number;
  unresolved: number;
  series: number;
  criticalities: Criticality[];
  firstMs: number;
  lastMs: number;
  /** Failures of each of the last `days` days (24 h up to now), oldest first. */
  byDay: number[];
};

/** Failures grouped by fingerprint, the most often unresolved first. */
export function selectFailureGroups(
  db: Db,
  filters: Omit<FailureFilters, "fingerprint">,
  { now, days }: { now: Date; days: number },
): Promise<FailureGroup[]> {
  const dayIndex = sql`floor(extract(epoch from ${now.toISOString()}::timestamptz - failed_at) / 86400)::int`;
  return rowsOf<FailureGroup>(
    db,
    sql`with matching as (
        select ${failures.fingerprint} as fingerprint, ${failures.errorMessage} as error_message,
          ${failures.errorCode} as error_code, ${failures.failedAt} as failed_at,
          ${failures.resolved} as resolved, ${failures.symbol} as symbol,
          ${failures.timeframe} as timeframe, t.criticality
        from ${failures} left join tracked_symbols t on t.symbol = ${failures.symbol}
        where ${and(sql`true`, ...failureConditions(filters))}
      ), by_day as (
        select fingerprint, ${dayIndex} as age, count(*)::int as count
        from matching group by 1, 2
      )
      select fingerprint,
        (array_agg(error_message order by failed_at desc))[1] as example,
        (array_agg(error_code order by failed_at desc))[1] as "errorCode",
        count(*)::int as count,
        count(*) filter (where not resolved)::int as unresolved,
        count(distinct (symbol, timeframe))::int as series,
        coalesce(array_agg(distinct criticality) filter (where criticality is not null),
          '{}') as criticalities,
        ${msOf("min(failed_at)")} as "firstMs", ${msOf("max(failed_at)")} as "lastMs",
        (select array_agg(coalesce(by_day.count, 0) order by ages.age desc)
          from generate_series(0, ${days - 1}::int) as ages(age)
          left join by_day on by_day.age = ages.age and by_day.fingerprint = matching.fingerprint
        ) as "byDay"
      from matching group by fingerprint
      order by unresolved desc, "lastMs" desc, fingerprint
      limit ${MOST_GROUPS}`,
  );
}

/** More groups than anybody reads; the rest is rarer than all of these. */
const MOST_GROUPS = 500;

function failureConditions(filters: FailureFilters): (SQL | undefined)[] {
  const { resolved, symbol, timeframe, fingerprint, executionId, from, to } = filters;
  return [
    resolved === undefined ? undefined : eq(failures.resolved, resolved),
    symbol === undefined ? undefined : eq(failures.symbol, symbol),
    timeframe && inArray(failures.timeframe, [...timeframe]),
    fingerprint === undefined ? undefined : eq(failures.fingerprint, fingerprint),
    executionId === undefined ? undefined : eq(failures.executionId, executionId),
    from && gte(failures.failedAt, from),
    to && lt(failures.failedAt, to),
  ];
}
