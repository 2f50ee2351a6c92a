/** The next six hours: runs, session bounds, what will go stale; and the daily run that did not come. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { OverviewFigures } from "@/lib/db/queries/read/overview";
import { nextCloseMs, nextOpenMs } from "@/lib/domain/calendar-sessions";
import { forecastStale } from "@/lib/domain/data-status";
import type { Criticality } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import type { GradedGroup } from "./overview-tiers";
import { listSchedules, nextFireTimes, type ScheduledRun } from "./schedule-times";

type Upcoming = z.output<(typeof ENDPOINTS.overview)["response"]>["upcoming"][number];
type Deps = Pick<ViewDeps, "now" | "exchange" | "policy">;

const AHEAD_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Every 15 minutes over six hours, and as many more. */
const MOST_RUNS = 48;
/** A run that is this late is not coming by itself. */
const LATE_MS = 5 * MINUTE_MS;

export function toUpcoming(
  deps: Deps,
  facts: {
    groups: readonly GradedGroup[];
    figures: OverviewFigures;
    isScheduleRunning: boolean;
  },
): Upcoming[] {
  const until = new Date(deps.now.getTime() + AHEAD_MS);
  const runs = facts.isScheduleRunning
    ? listSchedules(deps.policy).flatMap((run) => runsOf(run, deps.now, until))
    : [];
  const events = [...runs, ...bells(deps, until), ...goingStale(deps.now, until, facts.groups)];
  const missed = facts.isScheduleRunning ? missedRun(deps, facts.figures) : [];
  return [...missed, ...events.sort((a, b) => (a.at < b.at ? -1 : 1))];
}

function runsOf(run: ScheduledRun, now: Date, until: Date): Upcoming[] {
  return nextFireTimes(run.cron, now, MOST_RUNS)
    .filter((at) => at <= until)
    .map((at) => ({
      at: at.toISOString(),
      kind: "run",
      label: run.label,
      criticality: run.criticality,
      count: null,
      href: null,
    }));
}

function bells({ now, exchange }: Deps, until: Date): Upcoming[] {
  const bell = (ms: number | null, kind: "market_open" | "market_close", label: string) =>
    ms === null || ms > until.getTime()
      ? []
      : [{ ...nothing, at: new Date(ms).toISOString(), kind, label }];
  return [
    ...bell(nextOpenMs(exchange, now.getTime()), "market_open", "NYSE opens"),
    ...bell(nextCloseMs(exchange, now.getTime()), "market_close", "NYSE closes"),
  ];
}

const nothing = { criticality: null, count: null, href: null };

/** What falls behind if nothing runs until then, gathered by minute and tier. */
function goingStale(now: Date, until: Date, groups: readonly GradedGroup[]): Upcoming[] {
  const counts = new Map<string, { atMs: number; criticality: Criticality; count: number }>();
  const soon = forecastStale(
    groups.map(({ group, data }) => ({ group, goesStaleAt: data.goesStaleAt })),
    now,
    until,
  );
  for (const { group, goesStaleAt } of soon) {
    const atMs = Math.floor((goesStaleAt?.getTime() ?? 0) / MINUTE_MS) * MINUTE_MS;
    const key = `${atMs} ${group.criticality}`;
    const known = counts.get(key);
    if (known) known.count += group.series;
    else counts.set(key, { atMs, criticality: group.criticality, count: group.series });
  }
  return Array.from(counts.values(), ({ atMs, criticality, count }) => ({
    at: new Date(atMs).toISOString(),
    kind: "goes_stale",
    label: `${count} series go stale unless a run comes first`,
    criticality,
    count,
    href: `/staleness?criticality=${criticality}&order=market`,
  }));
}

/** The daily run starts whether or not anything is due, so its absence shows. */
function missedRun({ now, policy }: Deps, figures: OverviewFigures): Upcoming[] {
  const [due] = nextFireTimes(
    policy.schedulerRecovery.dailySchedule,
    new Date(now.getTime() - DAY_MS),
    1,
  );
  if (!due || due.getTime() > now.getTime() - LATE_MS) return [];
  const wasAlive = figures.startedMs !== null && figures.startedMs <= due.getTime();
  const hasRun = figures.newestStartMs !== null && figures.newestStartMs >= due.getTime();
  if (!wasAlive || hasRun) return [];
  return [{ ...nothing, at: due.toISOString(), kind: "missed_run", label: "Full backfill" }];
}
