/** Symbol × timeframe board of everything that matches, worst symbols first; cells are short, since there may be 80,000. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { matrixCell } from "@/lib/contract/staleness";
import { selectPastSeries } from "@/lib/db/queries/read/past-series";
import { selectStoredSeries } from "@/lib/db/queries/read/series-facts";
import { DATA_STATUS_CODES, STATUS_CODES } from "@/lib/db/queries/read/series-source";
import { isSnoozedAt } from "@/lib/domain/snooze";
import { CRITICALITIES, TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";
import { toPastRow } from "./past-series";
import { createSeriesGrader } from "./series-grading";
import { countTiers } from "./series-list";
import { isMatch, type SeriesQuery, toSeriesFilters } from "./series-query";
import type { SeriesRow } from "./series-row";
import { sumTiers } from "./series-sums";
import type { StalenessDeps } from "./staleness";

type Response = z.output<(typeof ENDPOINTS.stalenessMatrix)["response"]>;
type Row = Response["rows"][number];
type Cell = z.output<typeof matrixCell>;

/** What a cell and its place on the board are made from. */
type Entry = Pick<
  SeriesRow,
  "symbol" | "timeframe" | "status" | "data_status" | "bars_behind" | "reason" | "criticality"
> & {
  asset_class: SeriesRow["asset_class"];
  name: string | null;
  paused: boolean;
  snoozed: boolean;
  graceUsed: number | null;
};

export async function viewStalenessMatrix(
  deps: StalenessDeps,
  query: SeriesQuery,
): Promise<Response> {
  const matching = (await readEntries(deps, query)).filter((entry) => isMatch(entry, query));
  const present = new Set(matching.map(({ timeframe }) => timeframe));
  const timeframes = TIMEFRAMES.filter((timeframe) => present.has(timeframe));
  return {
    timestamp: deps.now.toISOString(),
    ...sumTiers(countTiers(matching)),
    timeframes,
    rows: toRows(matching, timeframes),
  };
}

async function readEntries(deps: StalenessDeps, query: SeriesQuery): Promise<Entry[]> {
  const filters = toSeriesFilters(query);
  if (query.at !== undefined) {
    const at = new Date(query.at);
    const past = await selectPastSeries(deps.db, filters, at);
    return past.map((series) => ({
      ...toPastRow(series, at),
      name: series.name,
      paused: series.reason === "paused",
      snoozed: false,
      graceUsed: null,
    }));
  }
  const { grade } = createSeriesGrader({ ...deps, isScheduleRunning: deps.isScheduleOn });
  return (await selectStoredSeries(deps.db, filters)).map((row) => {
    const { status, data, reason } = grade(row);
    return {
      symbol: row.symbol,
      timeframe: row.timeframe,
      criticality: row.criticality,
      asset_class: row.assetClass,
      name: row.name,
      status,
      data_status: data.status,
      bars_behind: data.barsBehind,
      reason,
      paused: row.pausedUntilMs !== null && row.pausedUntilMs > deps.now.getTime(),
      snoozed: isSnoozedAt(row, deps.now),
      graceUsed: data.graceUsed,
    };
  });
}

/** Entries come symbol by symbol. */
function toRows(entries: readonly Entry[], timeframes: readonly Timeframe[]): Row[] {
  const rows = new Map<string, { row: Row; rank: readonly number[] }>();
  for (const entry of entries) {
    const known = rows.get(entry.symbol) ?? { row: emptyRow(entry, timeframes), rank: [9, 9, 9] };
    known.row.cells[timeframes.indexOf(entry.timeframe)] = toCell(entry);
    if (entry.snoozed) known.row.snoozed.push(entry.timeframe);
    rows.set(entry.symbol, { row: known.row, rank: worse(known.rank, rankOf(entry)) });
  }
  return [...rows.values()]
    .sort((a, b) => compare(a.rank, b.rank) || (a.row.symbol < b.row.symbol ? -1 : 1))
    .map(({ row }) => row);
}

function emptyRow(entry: Entry, timeframes: readonly Timeframe[]): Row {
  return {
    symbol: entry.symbol,
    name: entry.name,
    asset_class: entry.asset_class,
    criticality: entry.criticality,
    paused: entry.paused,
    snoozed: [],
    cells: timeframes.map(() => null),
  };
}

function toCell({ status, data_status, bars_behind, graceUsed, reason }: Entry): Cell {
  const share = graceUsed === null ? null : Math.round(graceUsed * 100) / 100;
  return [status, data_status, bars_behind, share, reason];
}

/** Behind the market first, then by criticality, then by age. */
function rankOf(entry: Entry): readonly number[] {
  const code = (codes: readonly string[], name: string) => codes.indexOf(name);
  return [
    Math.min(2, code(DATA_STATUS_CODES, entry.data_status)),
    code(CRITICALITIES, entry.criticality),
    code(STATUS_CODES, entry.status),
  ];
}

function worse(a: readonly number[], b: readonly number[]): readonly number[] {
  return compare(a, b) <= 0 ? a : b;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, place) => value !== b[place]);
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
