/** Freshness of every monitored series, measured now or read from the history: everything counted, the worst listed. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectPastSeries } from "@/lib/db/queries/read/past-series";
import { selectStoredSeries } from "@/lib/db/queries/read/series-facts";
import { type SeriesPosition, selectStaleness } from "@/lib/db/queries/read/staleness";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";
import { BASE_OF, TIMEFRAMES } from "@/lib/domain/vocabulary";
import { viewCoverageShares } from "./coverage-shares";
import { decodeCursor, positionSymbol, positionTimestamp } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";
import { toPastRow } from "./past-series";
import { createSeriesGrader } from "./series-grading";
import { comparePositions, countTiers, type PlacedSeries, sortSeries } from "./series-list";
import { isMatch, type SeriesQuery, toGradingContext, toSeriesFilters } from "./series-query";
import { type SeriesRow, toSeriesRow } from "./series-row";
import { sumTiers } from "./series-sums";

type Endpoint = typeof ENDPOINTS.staleness;
type Query = z.output<Endpoint["query"]>;
type Response = z.output<Endpoint["response"]>;
export type StalenessDeps = Pick<
  ViewDeps,
  "db" | "now" | "exchange" | "policy" | "provider" | "isScheduleOn"
>;

const KIND = "staleness";
const code = z.number().int().min(0).max(9);
const keys = z.tuple([
  code,
  code,
  code,
  z.union([positionTimestamp, z.iso.datetime(), z.literal("-infinity")]),
  positionSymbol,
  z.enum(TIMEFRAMES),
]);

export async function viewStaleness(deps: StalenessDeps, query: Query): Promise<Response> {
  const after = decodeCursor(KIND, keys, query.cursor);
  const { tiers, placed } = isGradedBySql(query)
    ? await readWorst(deps, query, after)
    : await listInMemory(deps, query, after);
  const page = cutPage(placed, query.limit, { kind: KIND, keysOf: ({ position }) => position });
  const rows = page.rows.map(({ row }) => row);
  return {
    timestamp: deps.now.toISOString(),
    ...sumTiers(tiers),
    by_status: {
      fresh: rows.filter(({ status }) => status === "fresh"),
      aging: rows.filter(({ status }) => status === "aging"),
      stale: rows.filter(({ status }) => status === "stale"),
      missing: rows.filter(({ status }) => status === "missing"),
    },
    ...(query.include === "coverage" ? { coverage_30d: await readCoverage(deps, rows) } : {}),
    next_cursor: page.nextCursor,
  };
}

/** Of every stream that a listed series is made from, and no other. */
async function readCoverage(deps: StalenessDeps, rows: readonly SeriesRow[]) {
  const streams = [...new Set(rows.map(({ timeframe }) => BASE_OF[timeframe]))];
  const symbols = [...new Set(rows.map(({ symbol }) => symbol))];
  const listed = new Set(rows.map(({ symbol, timeframe }) => `${symbol} ${BASE_OF[timeframe]}`));
  const shares = await viewCoverageShares(deps, { symbols }, streams);
  return shares.filter(({ symbol, stream }) => listed.has(`${symbol} ${stream}`));
}

type Listed = { tiers: TierCounts[]; placed: PlacedSeries[] };

/** Reasons, bars behind, the past and lists of series are not known to SQL. */
function isGradedBySql({ reason, min_bars_behind, at, series }: Query): boolean {
  return [reason, min_bars_behind, at, series].every((filter) => filter === undefined);
}

async function readWorst(
  deps: StalenessDeps,
  query: Query,
  after: SeriesPosition | null,
): Promise<Listed> {
  const { tiers, rows } = await selectStaleness(
    deps.db,
    toGradingContext(deps),
    toSeriesFilters(query),
    { limit: query.limit + 1, order: query.order, after },
  );
  const { grade } = createSeriesGrader({ ...deps, isScheduleRunning: deps.isScheduleOn });
  return {
    tiers,
    placed: rows.map((row) => ({ row: toSeriesRow(grade(row), deps.now), position: row.position })),
  };
}

async function listInMemory(
  deps: StalenessDeps,
  query: Query,
  after: SeriesPosition | null,
): Promise<Listed> {
  const named = query.series && new Set(query.series.map((name) => name.toLowerCase()));
  const matching = (await readRows(deps, query)).filter(
    (row) =>
      isMatch(row, query) && (named?.has(`${row.symbol} ${row.timeframe}`.toLowerCase()) ?? true),
  );
  const sorted = sortSeries(matching, query.order);
  const start = after
    ? sorted.findIndex(({ position }) => comparePositions(position, after, query.order) > 0)
    : 0;
  return {
    tiers: countTiers(matching),
    placed: start === -1 ? [] : sorted.slice(start, start + query.limit + 1),
  };
}

/** Every series the filters on symbols and timeframes leave, now or at `at`. */
export async function readRows(deps: StalenessDeps, query: SeriesQuery): Promise<SeriesRow[]> {
  const filters = toSeriesFilters(query);
  if (query.at !== undefined) {
    const at = new Date(query.at);
    return (await selectPastSeries(deps.db, filters, at)).map((past) => toPastRow(past, at));
  }
  const { grade } = createSeriesGrader({ ...deps, isScheduleRunning: deps.isScheduleOn });
  return (await selectStoredSeries(deps.db, filters)).map((row) =>
    toSeriesRow(grade(row), deps.now),
  );
}
