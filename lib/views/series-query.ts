/** The filters that the list, the matrix and the exports share. */
import type { z } from "zod";
import type { seriesFilters } from "@/lib/contract/staleness";
import type { GradingContext, SeriesFilters } from "@/lib/db/queries/read/series-source";
import type { ViewDeps } from "./deps";
import type { SeriesRow } from "./series-row";
import { planSeriesRules } from "./series-rules";

export type SeriesQuery = z.output<typeof seriesFilters>;

export function toSeriesFilters(query: SeriesQuery): SeriesFilters {
  return {
    status: query.status,
    dataStatus: query.data_status,
    timeframe: query.timeframe,
    assetClass: query.asset_class,
    criticality: query.criticality,
    prefix: query.symbol,
  };
}

export function toGradingContext(
  deps: Pick<ViewDeps, "now" | "exchange" | "policy" | "provider">,
): GradingContext {
  return {
    now: deps.now,
    thresholds: deps.policy.stalenessThresholds,
    rules: planSeriesRules(deps),
  };
}

/** The filters that are about a series' state, on a graded row. */
export function isMatch(
  row: Pick<SeriesRow, "status" | "data_status" | "reason" | "bars_behind">,
  query: SeriesQuery,
): boolean {
  const { status, data_status, reason, min_bars_behind } = query;
  return (
    (status === undefined || status.some((name) => name === row.status)) &&
    (data_status === undefined || data_status.includes(row.data_status)) &&
    (reason === undefined || reason.includes(row.reason)) &&
    (min_bars_behind === undefined || (row.bars_behind ?? -1) >= min_bars_behind)
  );
}
