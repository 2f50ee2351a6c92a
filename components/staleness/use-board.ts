"use client";
/** The counts on the chips: from the matrix where it is shown, asked for otherwise. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ResponseOf } from "@/lib/client/call";
import { stalenessMatrixQuery, stalenessQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { countStates, type MatrixData, type StateCounts } from "./prepare-matrix";
import type { StalenessFilters } from "./staleness-filters";
import { countsQueryOf, matrixQueryOf } from "./staleness-queries";

export type Board = { matrix: UseQueryResult<MatrixData>; counts: StateCounts | undefined };

export function useBoard(filters: StalenessFilters): Board {
  const live = filters.at === null;
  const isMatrix = filters.view === "matrix";
  const isList = filters.view === "list";
  const matrix = useLiveQuery(
    { ...stalenessMatrixQuery(matrixQueryOf(filters)), enabled: isMatrix },
    live,
  );
  const byAge = useLiveQuery(
    { ...stalenessQuery(countsQueryOf(filters, "status")), enabled: isList },
    live,
  );
  const byMarket = useLiveQuery(
    { ...stalenessQuery(countsQueryOf(filters, "data_status")), enabled: isList },
    live,
  );
  const { status, data_status, reason, min_bars_behind } = filters;
  const rows = matrix.data?.rows;
  const fromMatrix = useMemo(
    () => rows && countStates(rows, { status, data_status, reason, min_bars_behind }),
    [rows, status, data_status, reason, min_bars_behind],
  );
  return {
    matrix,
    counts: isMatrix ? fromMatrix : countsOfList(byAge.data, byMarket.data),
  };
}

function countsOfList(
  byAge: ResponseOf<"staleness"> | undefined,
  byMarket: ResponseOf<"staleness"> | undefined,
): StateCounts | undefined {
  if (!byAge || !byMarket) return undefined;
  const { summary } = byAge;
  return {
    status: {
      fresh: summary.fresh_count,
      aging: summary.aging_count,
      stale: summary.stale_count,
      missing: summary.missing_count,
      unknown: 0,
    },
    data_status: byMarket.data_summary,
    paused: null,
  };
}
