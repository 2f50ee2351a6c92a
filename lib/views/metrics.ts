/** Everything Prometheus is told about the work, measured at the scrape: a dead scheduler shows as growing lag. */
import { seriesFilters } from "@/lib/contract/staleness";
import {
  selectLastSuccess,
  selectRpoMinutes,
  selectRpoWindows,
} from "@/lib/db/queries/read/metrics";
import type { EngineReader } from "@/lib/domain/engine-facts";
import { rpoBudgetRemaining, rpoBurnRate } from "@/lib/domain/rpo-budget";
import type { ViewDeps } from "./deps";
import type { MetricCounts } from "./metrics-counts";
import { readEngineMetrics } from "./metrics-engine";
import { type Family, renderMetrics, type Sample } from "./metrics-text";
import type { SeriesRow } from "./series-row";
import { readRows } from "./staleness";

export type MetricsDeps = Pick<
  ViewDeps,
  "db" | "now" | "exchange" | "policy" | "provider" | "isScheduleOn" | "budget"
> & { counts: MetricCounts; reader: EngineReader | null };

/** A fast fire and a slow one. */
const BURN_HOURS = [1, 24];

export async function viewMetrics(deps: MetricsDeps): Promise<string> {
  const { db, now, counts } = deps;
  const counted = await counts.read(db);
  const rows = await readRows(deps, seriesFilters.parse({}));
  const lastSuccess = await selectLastSuccess(db);
  const minutes = await selectRpoMinutes(db, now);
  const windows = await selectRpoWindows(db, now, BURN_HOURS);
  const engine = await readEngineMetrics(deps.reader);
  return renderMetrics([
    ...counted,
    ...engine,
    gauge(
      "candlewatch_series",
      "Monitored series by freshness.",
      tally(rows, ({ status, criticality, timeframe }) => ({ status, criticality, timeframe })),
    ),
    gauge(
      "candlewatch_series_lag_seconds_max",
      "How far the worst series is behind what the market's calendar expects.",
      worstLags(rows),
    ),
    gauge(
      "candlewatch_provider_budget_remaining",
      "Vendor calls that may be made at once (+Inf: unlimited).",
      [{ labels: {}, value: deps.budget()?.available ?? Number.POSITIVE_INFINITY }],
    ),
    gauge(
      "candlewatch_last_success_timestamp_seconds",
      "When an execution last ended in which a symbol succeeded (0: never).",
      [{ labels: {}, value: (lastSuccess?.getTime() ?? 0) / 1000 }],
    ),
    gauge(
      "candlewatch_rpo_budget_remaining_ratio",
      "What is left of the 28-day budget of the recovery point objective; negative: overdrawn.",
      minutes.flatMap(({ criticality, watched, breached }) => {
        const value = rpoBudgetRemaining(watched, breached);
        return value === null ? [] : [{ labels: { criticality }, value }];
      }),
    ),
    gauge(
      "candlewatch_rpo_burn_rate",
      "How fast the recovery point objective's budget is spent; 1 uses it up in 28 days.",
      windows.flatMap(({ criticality, hours, watched, breached }) => {
        const value = rpoBurnRate(watched, breached);
        return value === null ? [] : [{ labels: { criticality, window: `${hours}h` }, value }];
      }),
    ),
  ]);
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, type: "gauge", samples };
}

type Labels = Readonly<Record<string, string>>;

function tally(rows: readonly SeriesRow[], labelsOf: (row: SeriesRow) => Labels): Sample[] {
  const counts = new Map<string, { labels: Labels; value: number }>();
  for (const row of rows) {
    const labels = labelsOf(row);
    const key = JSON.stringify(labels);
    counts.set(key, { labels, value: (counts.get(key)?.value ?? 0) + 1 });
  }
  return [...counts.values()];
}

function worstLags(rows: readonly SeriesRow[]): Sample[] {
  const worst = new Map<string, { labels: Labels; value: number }>();
  for (const row of rows) {
    const labels = { criticality: row.criticality, timeframe: row.timeframe };
    const key = JSON.stringify(labels);
    const value = Math.max(worst.get(key)?.value ?? 0, lagSeconds(row));
    worst.set(key, { labels, value });
  }
  return [...worst.values()];
}

/** 0 for what is up to date, and for what has nothing stored yet: that is counted as missing. */
function lagSeconds({ expected_through, stored_through }: SeriesRow): number {
  if (expected_through === null || stored_through === null) return 0;
  return Math.max(0, (Date.parse(expected_through) - Date.parse(stored_through)) / 1000);
}
