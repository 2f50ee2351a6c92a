/** The five parts of the machine: each with its one figure, its threshold and its last day. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { UsualDuration } from "@/lib/db/queries/read/execution-context";
import type { ListedExecution } from "@/lib/db/queries/read/executions";
import type { FaultSpan } from "@/lib/db/queries/read/fault-spans";
import type { OverviewFigures } from "@/lib/db/queries/read/overview";
import type { SchedulePause } from "@/lib/db/queries/read/schedule-pause";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";
import type { EngineFacts, ViewDeps } from "./deps";
import { durationText } from "./duration-text";
import { countAt } from "./fault-spans";
import { sum } from "./overview-verdict";
import { toProviderState } from "./provider-state";
import { flooredPct } from "./wire";

type Component = z.output<(typeof ENDPOINTS.overview)["response"]>["components"][number];

export type ComponentFacts = {
  figures: OverviewFigures;
  counts: readonly TierCounts[];
  /** Merged, of the last 24 hours. */
  spans: readonly FaultSpan[];
  newest: ListedExecution | null;
  usual: UsualDuration;
  pause: SchedulePause | null;
  nextRun: Date | null;
  engine: EngineFacts;
};

const HOURS = 24;
const HOUR_MS = 3_600_000;

export function toComponents(deps: ViewDeps, facts: ComponentFacts): Component[] {
  return [
    schedulerTile(deps, facts),
    executionTile(deps, facts),
    freshnessTile(deps, facts),
    providerTile(deps, facts),
    databaseTile(facts),
  ];
}

/** 24 values, oldest first. */
function hourly(valueAt: (age: number) => number | null): (number | null)[] {
  return Array.from({ length: HOURS }, (_, index) => valueAt(HOURS - 1 - index));
}

function schedulerTile({ now, policy, isScheduleOn }: ViewDeps, facts: ComponentFacts): Component {
  const { figures, pause, nextRun } = facts;
  const silentMs = figures.beatMs === null ? null : Math.max(0, now.getTime() - figures.beatMs);
  const isDead = silentMs !== null && silentMs > policy.schedulerRecovery.deadAfterMs;
  const hours = new Map(figures.hours.map((hour) => [hour.age, hour]));
  return {
    key: "scheduler",
    status: gradeScheduler({ silentMs, isDead, isOff: pause !== null || !isScheduleOn }),
    value: silentMs === null ? "No beat yet" : `Beat ${durationText(silentMs / 1000)} ago`,
    detail: scheduleText({ pause, nextRun, isScheduleOn }),
    threshold: `Dead after ${durationText(policy.schedulerRecovery.deadAfterMs / 1000)} of silence`,
    spark: hourly((age) => hours.get(age)?.executions ?? 0),
    href: "/executions?trigger=schedule",
  };
}

function gradeScheduler(state: {
  silentMs: number | null;
  isDead: boolean;
  isOff: boolean;
}): Component["status"] {
  if (state.silentMs === null) return "unknown";
  if (state.isDead) return "critical";
  return state.isOff ? "warning" : "ok";
}

function scheduleText(state: {
  pause: SchedulePause | null;
  nextRun: Date | null;
  isScheduleOn: boolean;
}): string {
  if (!state.isScheduleOn) return "The schedule is switched off";
  if (state.pause) {
    const until = state.pause.until ? ` until ${clock(state.pause.until)}` : "";
    return `Paused${until}${state.pause.reason ? `: ${state.pause.reason}` : ""}`;
  }
  return state.nextRun ? `Next run ${clock(state.nextRun)}` : "No run is planned";
}

function executionTile({ policy }: ViewDeps, facts: ComponentFacts): Component {
  const { figures, newest, usual } = facts;
  const { failureRate } = policy.monitoringThresholds;
  const hours = new Map(figures.hours.map((hour) => [hour.age, hour]));
  const pct = newest && flooredPct(newest.successfulSymbols, newest.totalSymbols);
  return {
    key: "last_execution",
    status: gradeExecution(newest, failureRate),
    value: newest?.status === "running" ? "Running" : (pct !== null && `${pct} %`) || "None yet",
    detail: newest ? executionText(newest, usual) : "No execution has started",
    threshold: `${capitalise(failureRate.severity)} above ${failureRate.abovePct} % failed`,
    spark: hourly((age) => {
      const hour = hours.get(age);
      const finished = (hour?.successfulSymbols ?? 0) + (hour?.failedSymbols ?? 0);
      return hour && finished > 0 ? flooredPct(hour.successfulSymbols, finished) : null;
    }),
    href: newest ? `/executions/${newest.executionId}` : "/executions",
  };
}

function gradeExecution(
  newest: ListedExecution | null,
  limit: { abovePct: number; severity: string },
): Component["status"] {
  if (!newest) return "unknown";
  if (newest.status === "failed") return "critical";
  const failedPct = flooredPct(newest.failedSymbols, newest.totalSymbols);
  if (failedPct > limit.abovePct) return limit.severity === "critical" ? "critical" : "warning";
  return newest.failedSymbols > 0 ? "warning" : "ok";
}

function executionText(newest: ListedExecution, { medianSeconds }: UsualDuration): string {
  const symbols = `${newest.successfulSymbols} of ${newest.totalSymbols} symbols`;
  if (newest.durationSeconds === null) return symbols;
  const usual = medianSeconds === null ? "" : `, usually ${durationText(medianSeconds)}`;
  return `${symbols} in ${durationText(newest.durationSeconds)}${usual}`;
}

function freshnessTile({ now, policy }: ViewDeps, { counts, spans }: ComponentFacts): Component {
  const { staleSeries, missingSeries } = policy.monitoringThresholds;
  const total = sum(counts, "total");
  const due = total - sum(counts, "notDue");
  const behind = sum(counts, "behind");
  const missing = sum(counts, "dataMissing");
  const isOver =
    flooredPct(behind, due) > staleSeries.abovePct ||
    flooredPct(missing, total) > missingSeries.abovePct;
  const isFaulty = behind + missing > 0;
  const ifKnown = isOver ? "critical" : (isFaulty && "warning") || "ok";
  return {
    key: "freshness",
    status: total === 0 ? "unknown" : ifKnown,
    value: due === 0 ? "Nothing due" : `${flooredPct(sum(counts, "current"), due)} %`,
    detail: `${behind} behind, ${missing} without data, ${sum(counts, "notDue")} not due`,
    threshold: `Warns above ${staleSeries.abovePct} % behind or ${missingSeries.abovePct} % without data`,
    spark: hourly((age) =>
      total === 0
        ? null
        : flooredPct(Math.max(0, total - countAt(spans, now.getTime() - age * HOUR_MS)), total),
    ),
    href: isFaulty ? "/staleness?data_status=behind,missing" : "/staleness",
  };
}

/** From here on the vendor refuses often enough to slow every run down. */
const RATE_LIMITED_PCT = 5;

function providerTile(deps: ViewDeps, { figures }: ComponentFacts): Component {
  const state = toProviderState(deps, figures.provider);
  const hours = new Map(figures.requestHours.map((hour) => [hour.age, hour.requests]));
  const budget =
    state.budget_per_minute === null
      ? "no limit"
      : `${state.budget_left ?? "?"} of ${state.budget_per_minute} a minute left`;
  const p95 = state.p95_ms === null ? "" : `, p95 ${Math.round(state.p95_ms)} ms`;
  return {
    key: "provider",
    status: gradeProvider(figures, state.rate_limited_pct),
    value: `${state.rate_limited_pct} % refused`,
    detail: `${state.requests} calls in 24 h${p95}; ${budget}`,
    threshold: `Warns above ${RATE_LIMITED_PCT} % answers of 429`,
    spark: hourly((age) => hours.get(age) ?? 0),
    href: "/settings/provider",
  };
}

function gradeProvider(
  { lastRequestOk }: OverviewFigures,
  rateLimitedPct: number,
): Component["status"] {
  if (lastRequestOk === null) return "unknown";
  return rateLimitedPct > RATE_LIMITED_PCT || !lastRequestOk ? "warning" : "ok";
}

function databaseTile({ figures, engine }: ComponentFacts): Component {
  const hours = new Map(figures.hours.map((hour) => [hour.age, hour.records]));
  const known = engine.queued !== null;
  return {
    key: "database",
    status: engine.reachable ? "ok" : "critical",
    value: known ? `${engine.queued} queued` : "Inngest",
    detail: known
      ? `${engine.inFlight ?? 0} running, ${durationText(engine.lagSeconds ?? 0)} behind`
      : "Runs are kept by the Inngest server",
    threshold: "Critical when the engine cannot be reached",
    spark: hourly((age) => hours.get(age) ?? 0),
    href: "/settings/engine",
  };
}

function clock(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
