/** Recovery objectives against what was measured; what was never measured is null, not kept. */
import type { ResponseBody } from "@/lib/contract/response-body";
import { selectRpoWindows } from "@/lib/db/queries/read/metrics";
import {
  type Fault,
  type RecoverySum,
  type RpoBreach,
  type RpoDay,
  selectFaults,
  selectRecoverySums,
  selectRpoBreaches,
  selectRpoDays,
} from "@/lib/db/queries/read/slo";
import { DAY_MS } from "@/lib/domain/calendar-days";
import {
  RPO_OBJECTIVE,
  RPO_WINDOW_DAYS,
  rpoBudgetRemaining,
  rpoBurnRate,
} from "@/lib/domain/rpo-budget";
import { CRITICALITIES, type Criticality } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { flooredPct, toInstant } from "./wire";

type Response = ResponseBody<"slo">;
type Deps = Pick<ViewDeps, "db" | "now" | "policy">;
type Windows = Awaited<ReturnType<typeof selectRpoWindows>>;

export async function viewSlo(deps: Deps, { limit }: { limit: number }): Promise<Response> {
  const { db, now } = deps;
  const since = new Date(now.getTime() - RPO_WINDOW_DAYS * DAY_MS);
  const [days, windows, breaches, sums, faults] = await Promise.all([
    selectRpoDays(db, now, RPO_WINDOW_DAYS),
    selectRpoWindows(db, now, [1, 24]),
    selectRpoBreaches(db, { since, limit }),
    selectRecoverySums(db, { since, now }),
    selectFaults(db, { since, limit }),
  ]);
  return {
    timestamp: toInstant(now),
    window_days: RPO_WINDOW_DAYS,
    objective_pct: RPO_OBJECTIVE * 100,
    rpo: CRITICALITIES.map((criticality) => toRpo(deps, criticality, { days, windows })),
    rto: toRto(deps, sums),
    faults: faults.map((fault) => toFault(fault, now)),
    breaches: breaches.map(toBreach),
  };
}

function toRpo(
  { now, policy }: Deps,
  criticality: Criticality,
  { days, windows }: { days: readonly RpoDay[]; windows: Windows },
): Response["rpo"][number] {
  const mine = days.filter((day) => day.criticality === criticality);
  const watched = mine.reduce((sum, day) => sum + day.watched, 0);
  const breached = mine.reduce((sum, day) => sum + day.breached, 0);
  const lags = mine.flatMap(({ worstLagSeconds }) => worstLagSeconds ?? []);
  const left = rpoBudgetRemaining(watched, breached);
  const burn = (hours: number) => {
    const found = windows.find((row) => row.criticality === criticality && row.hours === hours);
    const rate = found ? rpoBurnRate(found.watched, found.breached) : null;
    return rate === null ? null : Math.round(rate * 100) / 100;
  };
  return {
    criticality,
    target_seconds: policy.rpoBySymbolCriticality[criticality].rpoMs / 1000,
    watched_minutes: watched,
    breached_minutes: breached,
    within_pct: withinPct(watched, breached),
    worst_lag_seconds: lags.length === 0 ? null : Math.max(...lags),
    budget_left_pct: left === null ? null : Math.round(left * 1000) / 10,
    burn_1h: burn(1),
    burn_24h: burn(24),
    days: lastDays(now).map((day) => {
      const found = mine.find((row) => row.day === day);
      return { day, within_pct: found ? withinPct(found.watched, found.breached) : null };
    }),
  };
}

function withinPct(watched: number, breached: number): number | null {
  return watched <= 0 ? null : flooredPct(watched - breached, watched);
}

function lastDays(now: Date): string[] {
  return Array.from({ length: RPO_WINDOW_DAYS }, (_, index) =>
    new Date(now.getTime() - (RPO_WINDOW_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

function toRto({ policy }: Deps, sums: readonly RecoverySum[]): Response["rto"] {
  return Object.entries(policy.rtoByFailureType).map(([failureType, { rtoMs, procedure }]) => {
    const sum = sums.find((row) => row.failureType === failureType);
    return {
      failure_type: failureType,
      target_seconds: rtoMs / 1000,
      procedure: [...procedure],
      measured: sum?.measured ?? 0,
      open: sum?.open ?? 0,
      breaches: sum?.breaches ?? 0,
      last_seconds: sum?.lastSeconds ?? null,
      median_seconds: sum?.medianSeconds ?? null,
      worst_seconds: sum?.worstSeconds ?? null,
      last_at: sum?.lastMs ? toInstant(new Date(sum.lastMs)) : null,
    };
  });
}

function toFault(fault: Fault, now: Date): Response["faults"][number] {
  const endMs = fault.recoveredMs ?? now.getTime();
  return {
    id: fault.id,
    failure_type: fault.failureType,
    subject: fault.subject,
    started_at: toInstant(new Date(fault.startedMs)),
    detected_at: toInstant(new Date(fault.detectedMs)),
    recovered_at: fault.recoveredMs === null ? null : toInstant(new Date(fault.recoveredMs)),
    seconds: Math.max(0, endMs - fault.startedMs) / 1000,
    target_seconds: fault.targetSeconds,
    detail: fault.detail,
  };
}

function toBreach(breach: RpoBreach): Response["breaches"][number] {
  return {
    id: breach.id,
    symbol: breach.symbol,
    timeframe: breach.timeframe,
    criticality: breach.criticality,
    due_at: toInstant(new Date(breach.dueMs)),
    started_at: toInstant(new Date(breach.startedMs)),
    ended_at: breach.endedMs === null ? null : toInstant(new Date(breach.endedMs)),
    worst_lag_seconds: breach.worstLagSeconds,
    objective_seconds: breach.objectiveSeconds,
    reason: breach.reason,
  };
}
