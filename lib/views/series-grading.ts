/** Hands the policy, the calendar and the schedule of this moment to the domain's grading of series. */
import type { StoredSeries } from "@/lib/db/queries/read/series-facts";
import type { DataGrade } from "@/lib/domain/data-status";
import {
  createDataGrader,
  createSeriesGrader as createGrader,
  type GradedSeries as Graded,
  type GradingRules,
  type SeriesGrader,
} from "@/lib/domain/grade-series";
import type { Criticality } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { nextRunAt } from "./schedule-times";

export type GradedSeries = Graded<StoredSeries>;

type RuleDeps = Pick<ViewDeps, "now" | "exchange" | "policy" | "provider">;
export type GradingDeps = RuleDeps & {
  /** A paused or switched-off schedule announces no next run. */
  isScheduleRunning: boolean;
};

export function createSeriesGrader(deps: GradingDeps): SeriesGrader {
  const nextRuns = new Map<Criticality, Date | null>();
  const nextRunOf = (criticality: Criticality) => {
    if (!deps.isScheduleRunning) return null;
    const known = nextRuns.get(criticality);
    if (known !== undefined) return known;
    const at = nextRunAt(deps.policy, deps.now, criticality);
    nextRuns.set(criticality, at);
    return at;
  };
  return createGrader({ ...rulesOf(deps), nextRunOf });
}

/** Grades series that share their watermarks as one. */
export function gradeGroups<Group extends Parameters<ReturnType<typeof createDataGrader>>[0]>(
  deps: RuleDeps,
  groups: readonly Group[],
): { group: Group; data: DataGrade }[] {
  const gradeData = createDataGrader(rulesOf(deps));
  return groups.map((group) => ({ group, data: gradeData(group) }));
}

function rulesOf({ now, exchange, policy, provider }: RuleDeps): GradingRules {
  return { now, exchange, delayMs: provider.delayMs, thresholds: policy.stalenessThresholds };
}
