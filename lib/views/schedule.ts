/** The schedule in words, its next fire times, and what its last ticks did. */
import cronstrue from "cronstrue";
import type { ResponseBody } from "@/lib/contract/response-body";
import { selectPauseSetting } from "@/lib/db/queries/read/schedule-pause";
import { type ScheduleTick, selectScheduleTicks } from "@/lib/db/queries/read/schedule-ticks";
import { selectTrackedSymbols } from "@/lib/db/queries/symbols";
import { backoffMs } from "@/lib/domain/retry";
import type { ViewDeps } from "./deps";
import { listSchedules, nextFireTimes, type ScheduledRun, timesBetween } from "./schedule-times";
import { toInstant, toInstantOrNull } from "./wire";

type Response = ResponseBody<"schedule">;
type Tick = Response["ticks"][number];
type Deps = Pick<ViewDeps, "db" | "now" | "policy" | "isScheduleOn" | "engine">;

export async function viewSchedule(
  deps: Deps,
  query: { fires: number; ticks: number },
): Promise<Response> {
  const { db, now, policy, isScheduleOn } = deps;
  const [symbols, pause, ticks, engine] = await Promise.all([
    selectTrackedSymbols(db),
    selectPauseSetting(db, now),
    selectScheduleTicks(db, query.ticks),
    deps.engine(),
  ]);
  const runs = listSchedules(policy);
  const active = symbols.filter((symbol) => symbol.active);
  return {
    timestamp: toInstant(now),
    switched_on: isScheduleOn,
    paused: pause && {
      until: toInstantOrNull(pause.until),
      reason: pause.reason,
      since: toInstantOrNull(pause.since),
      by: pause.by,
    },
    long_stop_after_seconds: policy.schedulerRecovery.longStopAfterMs / 1000,
    retries: retryWaits(policy),
    runs: runs.map((run) => ({
      key: run.key,
      label: run.label,
      cron: run.cron,
      words: inWords(run.cron),
      criticality: run.criticality,
      symbols: active.filter(({ criticality }) => (run.criticality ?? criticality) === criticality)
        .length,
      next: isScheduleOn ? nextFireTimes(run.cron, now, query.fires).map(toInstant) : [],
    })),
    ticks_kept: engine.kind === "embedded",
    ticks: ticks.flatMap((tick, index) => toTick(tick, { runs, older: ticks.slice(index + 1) })),
  };
}

function retryWaits({ backfillOptimization }: ViewDeps["policy"]): Response["retries"] {
  const { retries, storageRetryWaitsMs } = backfillOptimization;
  const tries = Array.from({ length: retries.maxAttempts - 1 }, (_, index) => index + 1);
  return {
    vendor_waits_seconds: tries.map((attempt) => backoffMs(attempt, retries) / 1000),
    storage_waits_seconds: storageRetryWaitsMs.map((waitMs) => waitMs / 1000),
  };
}

/** "At 01:30, every day, UTC", "Every 15 minutes, UTC". */
function inWords(cron: string): string {
  const words = cronstrue.toString(cron, { use24HourTimeFormat: true });
  const isDaily = !words.includes(",") && !words.startsWith("Every");
  return `${words}${isDaily ? ", every day" : ""}, UTC`;
}

/** A tick of a schedule that the policy no longer has is left out: nothing says any more what it stood for. */
function toTick(
  tick: ScheduleTick,
  { runs, older }: { runs: readonly ScheduledRun[]; older: readonly ScheduleTick[] },
): Tick[] {
  const run = runs.find(({ key }) => key.replace("_", "-") === tick.key);
  if (run === undefined) return [];
  const before = older.find(({ key }) => key === tick.key);
  const { outcome, executionId } = outcomeOf(tick);
  return [
    {
      at: toInstant(new Date(tick.dueMs)),
      run: run.key,
      label: run.label,
      late_seconds: Math.max(0, Math.round((tick.firedMs - tick.dueMs) / 1000)),
      coalesced: before ? timesBetween(run.cron, before.dueMs, tick.dueMs) : 0,
      outcome,
      execution_id: executionId,
    },
  ];
}

const SKIPS = ["schedule_paused", "nothing_due", "no_symbols", "already_open"] as const;

function outcomeOf({ status, output }: ScheduleTick): {
  outcome: Tick["outcome"];
  executionId: string | null;
} {
  if (status === "queued" || status === "running")
    return { outcome: "under_way", executionId: null };
  const result = readOutput(output);
  const skipped = SKIPS.find((skip) => skip === result.skipped);
  if (skipped) return { outcome: skipped, executionId: null };
  if (status === "completed" && result.started)
    return { outcome: "started", executionId: result.started.executionId };
  return { outcome: "failed", executionId: null };
}

type Output = { skipped?: string; started?: { executionId: string } };

/** As `startScheduled` returned it; anything else is no outcome. */
function readOutput(text: string | null): Output {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value !== null ? (value as Output) : {};
  } catch {
    return {};
  }
}
