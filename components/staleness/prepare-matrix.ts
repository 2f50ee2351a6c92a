/** Chooses what the matrix shows: which cells match, which rows remain, in which order and groups, and what the chips count. Pure. */
import type { ResponseOf } from "@/lib/client/call";
import { ASSET_CLASSES, CRITICALITIES, type Timeframe } from "@/lib/domain/vocabulary";
import { CLASS_WORDS, type MatrixCell, TIER_WORDS } from "./series-words";
import type { Narrowing, StalenessFilters } from "./staleness-filters";

export type MatrixData = ResponseOf<"stalenessMatrix">;
export type MatrixRow = MatrixData["rows"][number];
type StateFilter = Pick<Narrowing, "status" | "data_status" | "reason" | "min_bars_behind">;

/** A row of series, by its place among the rows (groups not counted). */
export type SeriesLine = {
  kind: "series";
  index: number;
  row: MatrixRow;
  /** Which cells the filter means; the others stay as context. */
  matches: readonly boolean[];
};
export type GroupLine = { kind: "group"; key: string; label: string; symbols: number };
type MatrixLine = SeriesLine | GroupLine;

export type PreparedMatrix = {
  timeframes: readonly Timeframe[];
  lines: readonly MatrixLine[];
  rows: readonly SeriesLine[];
  /** Series that match. */
  matching: number;
};

function isCellMatch(cell: MatrixCell, filter: StateFilter): boolean {
  const [status, dataStatus, barsBehind, , reason] = cell;
  return (
    (filter.status.length === 0 || filter.status.some((name) => name === status)) &&
    (filter.data_status.length === 0 || filter.data_status.includes(dataStatus)) &&
    (filter.reason.length === 0 || filter.reason.includes(reason)) &&
    (filter.min_bars_behind === null || (barsBehind ?? -1) >= filter.min_bars_behind)
  );
}

/** The rows come worst first; by symbol on request; in groups that keep that order. */
export function prepareMatrix(
  { timeframes, rows }: Pick<MatrixData, "timeframes" | "rows">,
  filters: StateFilter & Pick<StalenessFilters, "group" | "sort">,
): PreparedMatrix {
  const shown = rows
    .map((row) => ({
      row,
      matches: row.cells.map((cell) => cell !== null && isCellMatch(cell, filters)),
    }))
    .filter(({ matches }) => matches.includes(true));
  if (filters.sort === "symbol") {
    shown.sort((a, b) => a.row.symbol.localeCompare(b.row.symbol, "en"));
  }
  const lines: MatrixLine[] = [];
  const series: SeriesLine[] = [];
  for (const group of groupsOf(filters.group)) {
    const members = shown.filter(({ row }) => group.holds(row));
    if (members.length === 0) continue;
    if (group.label !== "") {
      lines.push({
        kind: "group",
        key: group.label,
        label: group.label,
        symbols: members.length,
      });
    }
    for (const member of members) {
      const line: SeriesLine = { kind: "series", index: series.length, ...member };
      series.push(line);
      lines.push(line);
    }
  }
  const matching = shown.reduce((total, { matches }) => total + matches.filter(Boolean).length, 0);
  return { timeframes, lines, rows: series, matching };
}

type Group = { label: string; holds: (row: MatrixRow) => boolean };

function groupsOf(group: StalenessFilters["group"]): Group[] {
  switch (group) {
    case "none":
      return [{ label: "", holds: () => true }];
    case "criticality":
      return CRITICALITIES.map((tier) => ({
        label: TIER_WORDS[tier],
        holds: (row) => row.criticality === tier,
      }));
    case "asset_class":
      return ASSET_CLASSES.map((name) => ({
        label: CLASS_WORDS[name],
        holds: (row) => row.asset_class === name,
      }));
  }
}

export type StateCounts = {
  /** By age; these ignore the age filter. */
  status: Record<MatrixCell[0], number>;
  /** In market time; these ignore the market filter. */
  data_status: Record<MatrixCell[1], number>;
  /** Ignores the reason filter. */
  paused: number | null;
};

/** A chip counts what would be there if its kind of filter were lifted. */
export function countStates(rows: readonly MatrixRow[], filter: StateFilter): StateCounts {
  const counts: StateCounts & { paused: number } = {
    status: { fresh: 0, aging: 0, stale: 0, missing: 0, unknown: 0 },
    data_status: { current: 0, behind: 0, not_due: 0, missing: 0 },
    paused: 0,
  };
  const byAge = { ...filter, status: [] };
  const byMarket = { ...filter, data_status: [] };
  const byReason = { ...filter, reason: [] };
  for (const cell of rows.flatMap(({ cells }) => cells)) {
    if (cell === null) continue;
    if (isCellMatch(cell, byAge)) counts.status[cell[0]] += 1;
    if (isCellMatch(cell, byMarket)) counts.data_status[cell[1]] += 1;
    if (cell[4] === "paused" && isCellMatch(cell, byReason)) counts.paused += 1;
  }
  return counts;
}
