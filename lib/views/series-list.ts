/** Graded series counted, put in order and cut into pages in memory: for what SQL cannot grade, reasons and the past. */

import { DATA_STATUS_CODES, STATUS_CODES } from "@/lib/db/queries/read/series-source";
import type { SeriesOrder, SeriesPosition } from "@/lib/db/queries/read/staleness";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";
import { CRITICALITIES, type DataStatus, type FreshnessStatus } from "@/lib/domain/vocabulary";
import type { SeriesRow } from "./series-row";

type Counted = Pick<SeriesRow, "criticality" | "status" | "data_status">;

/** Counts by criticality; tiers without series are left out. */
export function countTiers(rows: readonly Counted[]): TierCounts[] {
  return CRITICALITIES.flatMap((criticality) => {
    const tier = rows.filter((row) => row.criticality === criticality);
    if (tier.length === 0) return [];
    const status = (name: FreshnessStatus) => tier.filter((row) => row.status === name).length;
    const data = (name: DataStatus) => tier.filter((row) => row.data_status === name).length;
    return [
      {
        criticality,
        total: tier.length,
        fresh: status("fresh"),
        aging: status("aging"),
        stale: status("stale"),
        missing: status("missing"),
        current: data("current"),
        behind: data("behind"),
        notDue: data("not_due"),
        dataMissing: data("missing"),
      },
    ];
  });
}

/** The same order that the database lists in. */
export function sortSeries(rows: readonly SeriesRow[], order: SeriesOrder): PlacedSeries[] {
  return rows
    .map((row) => ({ row, position: positionOf(row, order) }))
    .sort((a, b) => comparePositions(a.position, b.position, order));
}

export type PlacedSeries = { row: SeriesRow; position: SeriesPosition };

function positionOf(row: SeriesRow, order: SeriesOrder): SeriesPosition {
  const at = order === "status" ? row.last_computed_at : row.stored_through;
  return [
    codeOf(STATUS_CODES, row.status),
    codeOf(DATA_STATUS_CODES, row.data_status),
    codeOf(CRITICALITIES, row.criticality),
    at ?? "-infinity",
    row.symbol,
    row.timeframe,
  ];
}

/** From 1, as SQL counts them. */
function codeOf(codes: readonly string[], name: string): number {
  return codes.indexOf(name) + 1;
}

export function comparePositions(a: SeriesPosition, b: SeriesPosition, order: SeriesOrder): number {
  const [aKeys, bKeys] = [a, b].map(([status, data, rank, at, symbol, timeframe]) => {
    const codes = order === "status" ? [status, data, rank] : [data, rank, status];
    return [...codes, at === "-infinity" ? "" : at, symbol, timeframe];
  });
  for (let index = 0; index < (aKeys?.length ?? 0); index += 1) {
    const [left, right] = [aKeys?.[index] ?? "", bKeys?.[index] ?? ""];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
