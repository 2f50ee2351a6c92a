/** One symbol: every timeframe with the reason of its state, its runs and requests, refused bars and splits. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { type ListedRequest, selectRequestsOfSymbol } from "@/lib/db/queries/read/requests";
import { selectStoredSeriesOfSymbol } from "@/lib/db/queries/read/series-facts";
import {
  selectJobsOfSymbol,
  selectPlanEarliest,
  selectQuarantinedBars,
  selectSplitsOfSymbol,
} from "@/lib/db/queries/read/symbol-history";
import { selectSymbol } from "@/lib/db/queries/read/symbols";
import { calendarFor } from "@/lib/domain/calendar";
import { explainReason } from "@/lib/domain/explain-reason";
import type { SeriesGrader } from "@/lib/domain/grade-series";
import { BASE_OF, BASE_TIMEFRAMES } from "@/lib/domain/vocabulary";
import { viewCoverageShares } from "./coverage-shares";
import type { ViewDeps } from "./deps";
import { toMarket } from "./frame";
import { unknownSymbol } from "./not-found";
import { viewRpoMonth } from "./rpo-month";
import { createSeriesGrader, type GradedSeries } from "./series-grading";
import { toSeriesRow } from "./series-row";
import { toSymbolRow } from "./symbols";
import { toInstant, toInstantOrNull } from "./wire";

type Endpoint = typeof ENDPOINTS.symbol;
type Response = z.output<Endpoint["response"]>;

const LISTED_RUNS = 50;
const LISTED_REQUESTS = 50;
const LISTED_BARS = 100;

export async function viewSymbol(
  deps: ViewDeps,
  { symbol }: z.output<Endpoint["params"]>,
): Promise<Response> {
  const { db, now } = deps;
  const [tracked, series, runs, requests, refused, splits, planEarliest, coverage] =
    await Promise.all([
      selectSymbol(db, symbol),
      selectStoredSeriesOfSymbol(db, symbol),
      selectJobsOfSymbol(db, symbol, LISTED_RUNS),
      selectRequestsOfSymbol(db, symbol, LISTED_REQUESTS),
      selectQuarantinedBars(db, symbol, LISTED_BARS),
      selectSplitsOfSymbol(db, symbol),
      selectPlanEarliest(db, symbol),
      viewCoverageShares(deps, { symbol }, BASE_TIMEFRAMES),
    ]);
  if (!tracked) throw unknownSymbol(symbol);
  const rpoMonth = await viewRpoMonth(deps, tracked);
  const shares = new Map(coverage.map(({ stream, pct }) => [stream, pct]));
  const grader = createSeriesGrader({ ...deps, isScheduleRunning: deps.isScheduleOn });
  return {
    timestamp: now.toISOString(),
    symbol: toSymbolRow(tracked),
    market: toSymbolMarket(deps, tracked.assetClass),
    series: series.map((row) => {
      const graded = grader.grade(row);
      return {
        ...toSeriesRow(graded, now),
        first_opened_at: row.firstOpenedMs === null ? null : instant(row.firstOpenedMs),
        coverage_30d_pct: shares.get(BASE_OF[row.timeframe]) ?? null,
        why: toWhy(grader, graded, requests),
      };
    }),
    runs: runs.map((run) => ({
      execution_id: run.executionId,
      timeframe: run.timeframe,
      status: run.status,
      started_at: toInstantOrNull(run.startedAt),
      duration_seconds: run.durationSeconds,
      records_inserted: run.recordsInserted,
      records_changed: run.recordsChanged,
      error_message: run.errorMessage,
    })),
    requests: requests.map(toRequest),
    quarantined: refused.map((bar) => ({
      timeframe: bar.timeframe,
      opened_at: toInstantOrNull(bar.openedAt),
      reason: bar.reason,
      bar: z.record(z.string(), z.unknown()).catch({}).parse(bar.bar),
      seen_count: bar.seenCount,
      last_seen_at: toInstant(bar.lastSeenAt),
    })),
    splits: splits.map((split) => ({
      execution_date: split.executionDate,
      split_from: split.splitFrom,
      split_to: split.splitTo,
      applied_at: toInstantOrNull(split.appliedAt),
    })),
    plan_earliest: toInstantOrNull(planEarliest),
    rpo_month: rpoMonth,
  };
}

function toSymbolMarket(
  { exchange, now }: ViewDeps,
  assetClass: Parameters<typeof calendarFor>[1],
): Response["market"] {
  if (assetClass === "crypto") return { state: "open", changes_at: now.toISOString() };
  const { state, changes_at } = toMarket(calendarFor(exchange, assetClass), now);
  return { state, changes_at };
}

function toWhy(
  grader: SeriesGrader,
  graded: GradedSeries,
  requests: readonly ListedRequest[],
): Response["series"][number]["why"] {
  const base = BASE_OF[graded.row.timeframe];
  const newest = requests.find(({ timeframe }) => timeframe === base);
  const { path, verdict, nextStep } = explainReason({
    ...grader.reasonFacts(graded),
    lastRequest: newest
      ? {
          httpStatus: newest.status,
          requestId: newest.vendorRequestId,
          rows: newest.rows,
          attempt: newest.attempt,
        }
      : null,
  });
  return { steps: path, verdict, next_step: nextStep };
}

function toRequest(request: ListedRequest): Response["requests"][number] {
  return {
    started_at: toInstant(request.startedAt),
    path: request.path,
    status: request.status,
    duration_ms: request.durationMs,
    rows: request.rows,
    vendor_request_id: request.vendorRequestId,
    error_message: request.errorMessage,
    execution_id: request.executionId,
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
