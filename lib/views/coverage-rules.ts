/** What the days of a stream are judged by at this moment. */
import type { CoverageRules } from "@/lib/domain/coverage-days";
import type { ViewDeps } from "./deps";

export function coverageRules({
  exchange,
  now,
  policy,
  provider,
}: Pick<ViewDeps, "now" | "exchange" | "policy" | "provider">): CoverageRules {
  return {
    exchange,
    nowMs: now.getTime(),
    delayMs: provider.delayMs,
    historyMs: policy.backfillOptimization.historyMs,
  };
}
