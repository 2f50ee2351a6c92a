/** The health page in one answer: verdict, parts of the machine, tiers, what comes next and what changed. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectUsualDuration } from "@/lib/db/queries/read/execution-context";
import { selectExecutions } from "@/lib/db/queries/read/executions";
import { selectFaultSpans } from "@/lib/db/queries/read/fault-spans";
import { selectOverviewFigures, selectWatermarkGroups } from "@/lib/db/queries/read/overview";
import {
  selectActions,
  selectSeenSplits,
  selectStateChangeGroups,
} from "@/lib/db/queries/read/recent-changes";
import { readSchedulePause } from "@/lib/db/queries/read/schedule-pause";
import { type StoredSeries, selectSnoozedSeries } from "@/lib/db/queries/read/series-facts";
import { selectStaleness, selectTierCounts } from "@/lib/db/queries/read/staleness";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";
import { RPO_WINDOW_DAYS } from "@/lib/domain/rpo-budget";
import { toAlertSummary } from "./alert-summary";
import type { ViewDeps } from "./deps";
import { toExecutionRow } from "./execution-row";
import { mergeSpans } from "./fault-spans";
import { toChanges } from "./overview-changes";
import { toComponents } from "./overview-components";
import { toFaults } from "./overview-faults";
import { toTiers } from "./overview-tiers";
import { toUpcoming } from "./overview-upcoming";
import { audible, type FaultReason, type SnoozedFault, sum, toVerdict } from "./overview-verdict";
import { nextRunAt } from "./schedule-times";
import { createSeriesGrader, gradeGroups } from "./series-grading";
import { toGradingContext } from "./series-query";

type Response = z.output<(typeof ENDPOINTS.overview)["response"]>;

const DAY_MS = 86_400_000;
const LISTED_EXECUTIONS = 30;
const LISTED_CHANGES = 20;
const EXPLAINED_FAULTS = 500;

export async function viewOverview(deps: ViewDeps): Promise<Response> {
  const facts = await readFacts(deps);
  const { figures, counts, executions, engine } = facts;
  const pause = readSchedulePause(figures.pause, deps.now);
  const isScheduleRunning = deps.isScheduleOn && pause === null;
  const nextRun = isScheduleRunning ? nextRunAt(deps.policy, deps.now) : null;
  const spans = mergeSpans(facts.spans);
  const faults = spans.filter(({ toMs }) => toMs === null);
  const newest = executions[0] ?? null;
  const usual = await readUsual(deps, newest);
  const groups = gradeGroups(deps, facts.groups);
  const snoozed = toSnoozedFaults(deps, facts.snoozed);
  const reasons = await readFaultReasons({ ...deps, isScheduleRunning }, counts);
  return {
    timestamp: deps.now.toISOString(),
    ...toVerdict(deps, {
      counts,
      snoozed,
      faults,
      reasons,
      figures,
      nextRun,
      newest,
    }),
    components: toComponents(deps, {
      figures,
      counts,
      spans,
      newest,
      usual,
      pause,
      nextRun,
      engine,
    }),
    tiers: toTiers(deps, { counts, groups, spans, rpo: figures.rpo }),
    upcoming: toUpcoming(deps, { groups, figures, isScheduleRunning }),
    faults: toFaults(audible(reasons, { snoozed })),
    incidents: figures.alerts.map(toAlertSummary),
    recent_executions: executions.map((row) => toExecutionRow(row, deps.now)),
    changes: toChanges(facts),
    setup: {
      database: true,
      engine: engine.reachable,
      provider: figures.lastRequestOk ?? false,
      symbols: figures.symbols,
      first_backfill: figures.lastSuccessMs !== null,
    },
  };
}

async function readFacts(deps: ViewDeps) {
  const { db, now } = deps;
  const since = new Date(now.getTime() - DAY_MS);
  const [figures, counts, spans, groups, executions, states, actions, splits, engine, snoozed] =
    await Promise.all([
      selectOverviewFigures(db, { now, rpoDays: RPO_WINDOW_DAYS }),
      selectTierCounts(db, toGradingContext(deps)),
      selectFaultSpans(db, since),
      selectWatermarkGroups(db, now),
      selectExecutions(db, {}, { limit: LISTED_EXECUTIONS }),
      selectStateChangeGroups(db, { since, limit: LISTED_CHANGES }),
      selectActions(db, { since, limit: LISTED_CHANGES }),
      selectSeenSplits(db, { since, limit: LISTED_CHANGES }),
      deps.engine(),
      selectSnoozedSeries(db, now),
    ]);
  return { figures, counts, spans, groups, executions, states, actions, splits, engine, snoozed };
}

/** Why the worst are at fault now: the history learns of it only with the next sweep. */
async function readFaultReasons(
  deps: ViewDeps & { isScheduleRunning: boolean },
  counts: readonly TierCounts[],
): Promise<FaultReason[]> {
  if (sum(counts, "behind") + sum(counts, "dataMissing") === 0) return [];
  const { rows } = await selectStaleness(
    deps.db,
    toGradingContext(deps),
    { dataStatus: ["behind", "missing"] },
    { limit: EXPLAINED_FAULTS, order: "market" },
  );
  const { grade } = createSeriesGrader(deps);
  return rows.map((row) => {
    const { symbol, timeframe } = row;
    return { symbol, timeframe, reason: grade(row).reason };
  });
}

function toSnoozedFaults(deps: ViewDeps, series: readonly StoredSeries[]): SnoozedFault[] {
  return gradeGroups(deps, series).flatMap(({ group, data: { status } }) => {
    if (status !== "behind" && status !== "missing") return [];
    const { symbol, timeframe, criticality } = group;
    return [{ symbol, timeframe, criticality, dataStatus: status }];
  });
}

async function readUsual(
  { db }: ViewDeps,
  newest: Awaited<ReturnType<typeof selectExecutions>>[number] | null,
) {
  if (!newest) return { medianSeconds: null, p95Seconds: null };
  const { trigger, totalJobs, startedAt } = newest;
  return selectUsualDuration(db, { trigger, totalJobs, before: startedAt });
}
