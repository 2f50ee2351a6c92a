/** Counts of all tiers together, as every board shows them. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";

type Sums = Pick<z.output<(typeof ENDPOINTS.staleness)["response"]>, "summary" | "data_summary">;

export function sumTiers(tiers: readonly TierCounts[]): Sums {
  const sum = (pick: (tier: TierCounts) => number) =>
    tiers.reduce((total, tier) => total + pick(tier), 0);
  return {
    summary: {
      fresh_count: sum((tier) => tier.fresh),
      aging_count: sum((tier) => tier.aging),
      stale_count: sum((tier) => tier.stale),
      missing_count: sum((tier) => tier.missing),
      total_monitored: sum((tier) => tier.total),
    },
    data_summary: {
      current: sum((tier) => tier.current),
      behind: sum((tier) => tier.behind),
      not_due: sum((tier) => tier.notDue),
      missing: sum((tier) => tier.dataMissing),
    },
  };
}
