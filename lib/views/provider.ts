/** The vendor on one page: plan, budget, a day of calls, the newest errors and calls. */
import type { ResponseBody } from "@/lib/contract/response-body";
import {
  type ProviderHour,
  selectNewestRequests,
  selectProviderDay,
  selectProviderErrors,
  selectProviderHours,
} from "@/lib/db/queries/read/provider-day";
import { DAY_MS, HOUR_MS } from "@/lib/domain/calendar-days";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { flooredPct, toInstant } from "./wire";

type Response = ResponseBody<"provider">;
type Deps = Pick<ViewDeps, "db" | "now" | "provider" | "budget">;

/** What only the vendor's own module knows of it. */
export type PlanFacts = {
  timeframes: readonly BaseTimeframe[];
  adjustment: string;
  maxSpanMs: Record<BaseTimeframe, number>;
  delayMs: number;
  historyFromMs: number | null;
  givesSplits: boolean;
  checksSymbols: boolean;
};

const HOURS = 24;

export async function viewProvider(
  deps: Deps,
  { limit, plan }: { limit: number; plan: PlanFacts },
): Promise<Response> {
  const { db, now, provider } = deps;
  const [day, hours, errors, requests] = await Promise.all([
    selectProviderDay(db, now),
    selectProviderHours(db, now),
    selectProviderErrors(db, now),
    selectNewestRequests(db, limit),
  ]);
  return {
    timestamp: toInstant(now),
    name: provider.name,
    simulated: provider.isSimulated,
    plan: toPlan(plan),
    budget: toBudget(deps),
    day: {
      requests: day.requests,
      rate_limited: day.rateLimited,
      rate_limited_pct: flooredPct(day.rateLimited, day.requests),
      failed: day.failed,
      bytes: day.bytes,
      rows: day.rows,
      p50_ms: day.p50Ms,
      p95_ms: day.p95Ms,
      by_purpose: day.byPurpose,
    },
    hours: toHours(hours, now),
    errors: errors.map(({ lastMs, executionId, ...error }) => ({
      ...error,
      last_at: toInstant(new Date(lastMs)),
      execution_id: executionId,
    })),
    requests: requests.map((row) => ({
      id: row.id,
      started_at: toInstant(row.startedAt),
      path: row.path,
      symbol: row.symbol,
      purpose: row.purpose,
      status: row.status,
      duration_ms: row.durationMs,
      rows: row.rows,
      attempt: row.attempt,
      vendor_request_id: row.vendorRequestId,
      error_message: row.errorMessage,
      execution_id: row.executionId,
    })),
  };
}

function toPlan(plan: PlanFacts): Response["plan"] {
  return {
    delay_seconds: plan.delayMs / 1000,
    timeframes: [...plan.timeframes],
    adjustment: plan.adjustment,
    history_from: plan.historyFromMs === null ? null : toInstant(new Date(plan.historyFromMs)),
    longest_span_days: Object.fromEntries(
      Object.entries(plan.maxSpanMs).map(([timeframe, ms]) => [timeframe, ms / DAY_MS]),
    ),
    gives_splits: plan.givesSplits,
    checks_symbols: plan.checksSymbols,
  };
}

function toBudget({ provider, budget }: Deps): Response["budget"] {
  const limits = budget();
  const perMinute = limits?.requestsPerMinute ?? provider.requestsPerMinute;
  if (perMinute <= 0) return null;
  return {
    per_minute: perMinute,
    left: limits ? Math.max(0, Math.floor(limits.available)) : perMinute,
    wait_seconds: limits ? Math.ceil(limits.waitMs / 1000) : 0,
  };
}

/** Oldest first; an hour without a call has zeros and no latency. */
function toHours(hours: readonly ProviderHour[], now: Date): Response["hours"] {
  return Array.from({ length: HOURS }, (_, index) => {
    const age = HOURS - 1 - index;
    const hour = hours.find((row) => row.age === age);
    return {
      from: toInstant(new Date(now.getTime() - (age + 1) * HOUR_MS)),
      requests: hour?.requests ?? 0,
      rate_limited: hour?.rateLimited ?? 0,
      failed: hour?.failed ?? 0,
      p95_ms: hour?.p95Ms ?? null,
    };
  });
}
