/** Tracked symbols with the worst of their series. */
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { trackedSymbols as tracked } from "@/lib/db/schema";
import type { FreshnessThresholds } from "@/lib/domain/freshness";
import type { AssetClass, Criticality, FreshnessStatus, Timeframe } from "@/lib/domain/vocabulary";

export type SymbolFilters = {
  prefix?: string | undefined;
  assetClass?: AssetClass | undefined;
  criticality?: Criticality | undefined;
  active?: boolean | undefined;
};

const symbolColumns = {
  symbol: tracked.symbol,
  name: tracked.name,
  assetClass: sql<AssetClass>`${tracked.assetClass}`,
  criticality: sql<Criticality>`${tracked.criticality}`,
  timeframes: sql<Timeframe[]>`${tracked.timeframes}`,
  active: tracked.active,
  pausedUntil: tracked.pausedUntil,
  pausedReason: tracked.pausedReason,
  createdAt: tracked.createdAt,
  updatedAt: tracked.updatedAt,
} as const;

export type TrackedSymbol = NonNullable<Awaited<ReturnType<typeof selectSymbol>>>;

export async function selectSymbol(db: Db, symbol: string) {
  const [row] = await db.select(symbolColumns).from(tracked).where(eq(tracked.symbol, symbol));
  return row ?? null;
}

/** Symbols after a given one, in symbol order, with the worst status and the newest bar of their timeframes. */
export function selectSymbols(
  db: Db,
  filters: SymbolFilters,
  page: { limit: number; after?: string | null; now: Date; thresholds: FreshnessThresholds },
) {
  const { after } = page;
  return db
    .select({
      ...symbolColumns,
      worstStatus: sql<FreshnessStatus>`(array['missing', 'stale', 'aging', 'fresh'])[worst.rank]`,
      storedThrough: sql<Date | null>`worst.stored_through`.mapWith(tracked.createdAt),
    })
    .from(tracked)
    .crossJoin(worstSeries(page.now, page.thresholds))
    .where(and(...symbolConditions(filters), after ? gt(tracked.symbol, after) : undefined))
    .orderBy(asc(tracked.symbol))
    .limit(page.limit);
}

export function selectSymbolCount(db: Db, filters: SymbolFilters): Promise<number> {
  return db.$count(tracked, and(...symbolConditions(filters)));
}

function worstSeries(now: Date, { freshMs, agingMs }: FreshnessThresholds): SQL {
  const at = now.toISOString();
  return sql`lateral (
    select min(case
        when f.last_computed_at is null or f.data_point_count <= 0 then 1
        when f.last_computed_at <= ${at}::timestamptz - ${agingMs / 1000} * interval '1 second' then 2
        when f.last_computed_at <= ${at}::timestamptz - ${freshMs / 1000} * interval '1 second' then 3
        else 4 end) as rank,
      max(f.stored_through) as stored_through
    from unnest(${tracked.timeframes}) as wanted(timeframe)
    left join feature_freshness f on f.symbol = ${tracked.symbol} and f.timeframe = wanted.timeframe
  ) as worst`;
}

function symbolConditions(filters: SymbolFilters): (SQL | undefined)[] {
  const { prefix, assetClass, criticality, active } = filters;
  return [
    prefix === undefined ? undefined : sql`starts_with(${tracked.symbol}, upper(${prefix}))`,
    assetClass && eq(tracked.assetClass, assetClass),
    criticality && eq(tracked.criticality, criticality),
    active === undefined ? undefined : eq(tracked.active, active),
  ];
}
