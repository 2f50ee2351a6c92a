/** What SQL counted, summed up by criticality; series that were never written about are missing in both senses. */
import { CRITICALITIES, type Criticality, type DataStatus } from "@/lib/domain/vocabulary";
import { dataStatusOf, type ListedStatus, type SeriesFilters, statusOf } from "./series-source";

/** `rank` is the position in CRITICALITIES from 1; `status` and `data` are codes. */
export type TierCells = {
  cells: { rank: number; status: number; data: number; series: number }[];
  wanted: { rank: number; series: number }[];
};

export type TierCounts = {
  criticality: Criticality;
  total: number;
  fresh: number;
  aging: number;
  stale: number;
  missing: number;
  current: number;
  behind: number;
  notDue: number;
  dataMissing: number;
};

type Cell = { status: ListedStatus; data: DataStatus; series: number };

/** Tiers in order of criticality; those without a matching symbol are left out. */
export function sumCells({ cells, wanted }: TierCells, filters: SeriesFilters): TierCounts[] {
  return CRITICALITIES.flatMap((criticality, index) => {
    const expected = wanted.find(({ rank }) => rank === index + 1);
    if (!expected) return [];
    const seen = cells
      .filter(({ rank }) => rank === index + 1)
      .map((cell) => ({
        status: statusOf(cell.status),
        data: dataStatusOf(cell.data),
        series: cell.series,
      }));
    const unseen = expected.series - sum(seen);
    const all: Cell[] = [...seen, { status: "missing", data: "missing", series: unseen }];
    return [
      tierOf(
        criticality,
        all.filter((cell) => isWanted(cell, filters)),
      ),
    ];
  });
}

function tierOf(criticality: Criticality, cells: readonly Cell[]): TierCounts {
  const status = (name: ListedStatus) => sum(cells.filter((cell) => cell.status === name));
  const data = (name: DataStatus) => sum(cells.filter((cell) => cell.data === name));
  return {
    criticality,
    total: sum(cells),
    fresh: status("fresh"),
    aging: status("aging"),
    stale: status("stale"),
    missing: status("missing"),
    current: data("current"),
    behind: data("behind"),
    notDue: data("not_due"),
    dataMissing: data("missing"),
  };
}

function isWanted(cell: Pick<Cell, "status" | "data">, { status, dataStatus }: SeriesFilters) {
  return (status?.includes(cell.status) ?? true) && (dataStatus?.includes(cell.data) ?? true);
}

/** Whether the filters on state let a series through that was never written about. */
export function unseenMatches(filters: SeriesFilters): boolean {
  return isWanted({ status: "missing", data: "missing" }, filters);
}

function sum(cells: readonly { series: number }[]): number {
  return cells.reduce((total, { series }) => total + series, 0);
}
