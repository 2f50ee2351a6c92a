/** How fast symbols may start, so that their requests fit the vendor's budget; nothing is dropped, only delayed. */
import type { FunctionDeps } from "@/inngest/deps";
import { BASE_TIMEFRAMES } from "@/lib/domain/vocabulary";
import { pacingMode } from "@/lib/pipeline/plan-execution";

/** A symbol needs at least one request per base stream; further ones wait for the provider's own budget. */
const REQUESTS_PER_SYMBOL = BASE_TIMEFRAMES.length;

export type StartThrottle = { throttle?: { limit: number; period: "2m"; burst: number } };

/** Over `REQUESTS_PER_SYMBOL` minutes the budget of one minute is the number of symbols: whole numbers however small the plan. */
export function startThrottle(deps: FunctionDeps): StartThrottle {
  if (pacingMode(deps) === "staggered") return {};
  const { vendor } = deps.policy().backfillOptimization;
  const perMinute = deps.provider.budget?.().requestsPerMinute ?? vendor.requestsPerMinute;
  if (perMinute === 0) return {};
  const burst = Math.max(1, Math.floor(vendor.burst / REQUESTS_PER_SYMBOL));
  return { throttle: { limit: perMinute, period: "2m", burst } };
}
